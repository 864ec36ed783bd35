"""Sales-funnel maths: what will come out, what must go in, how sure that is, and what should change.

    >>> from funnelmath import Funnel, required
    >>> required(rates=[0.65, 0.4], goal={"revenue": 25_000}, sale_value=3_400).volumes
    [28.28054298642534, 18.382352941176467, 7.352941176470588]
    >>> funnel = Funnel(
    ...     [{"name": "Proposals", "rate": 0.65}, {"name": "Sales", "successes": 2, "trials": 5}],
    ...     sale_value=3_400, entry="First appointments",
    ... )
    >>> first = funnel.plan(goal={"revenue": 25_000}, actual=5).periods[1].stages[0]
    >>> f"{first.name} a week: {first.whole.exact:.4f} -> {first.whole.units:.0f}"
    'First appointments a week: 6.5263 -> 7'

Each question is a function with keyword arguments; its nested arguments are plain dicts, as in JSON. Rates and
probabilities are numbers from 0 to 1, volumes and money finite numbers of at least 0. What cannot be used raises
`FunnelError`.
"""

from . import _answers, _questions, _requests
from ._answers import *
from ._door import FunnelError, Problem, answer
from ._funnel import Funnel
from ._library import functions as _functions, path as _path
from ._questions import *
from ._requests import *

__all__ = [
    "Funnel",
    "FunnelError",
    "Problem",
    "answer",
    "library_path",
    "version",
]
__all__ += _answers.__all__
__all__ += _questions.__all__
__all__ += _requests.__all__


def version() -> str:
    """The version of the library that is loaded."""
    return str(_functions.version().decode())


def library_path() -> str:
    """Where it was found."""
    return _path
