# frozen_string_literal: true

# The distributions behind the chances: tails, quantiles and probabilities, each to full relative precision.
module FunnelMath
  module_function

  # The regularised incomplete beta function I_x(a, b) and its complement: the chance that a Beta(a, b) rate is at most
  # +x+, and that it is above. P(at least k of n) = I_p(k, n - k + 1).
  def incomplete_beta(a, b, x)
    got = Native::Tails.new
    Native.incomplete_beta(Native.number("a", a), Native.number("b", b), Native.number("x", x), got)
    Tails.new(lower: got[:lower], upper: got[:upper])
  end

  # The regularised incomplete gamma functions P(a, x) and Q(a, x).
  def incomplete_gamma(a, x)
    got = Native::Tails.new
    Native.incomplete_gamma(Native.number("a", a), Native.number("x", x), got)
    Tails.new(lower: got[:lower], upper: got[:upper])
  end

  # The rate that a Beta(a, b) rate stays below with probability +p+, and what it leaves to 1.
  def beta_quantile(a, b, p)
    got = Native::Share.new
    Native.beta_quantile(Native.number("a", a), Native.number("b", b), Native.number("p", p), got)
    Share.new(value: got[:value], complement: got[:complement])
  end

  # The x that a gamma variable of shape +a+ and scale 1 stays below with probability +p+; nil for 1.
  def gamma_quantile(a, p)
    got = Native::Maybe.new
    Native.gamma_quantile(Native.number("a", a), Native.number("p", p), got)
    got.option
  end

  # The chances that a standard normal variable is at most +z+, and that it is above.
  def normal_tails(z)
    got = Native::Tails.new
    Native.normal_tails(Native.number("z", z), got)
    Tails.new(lower: got[:lower], upper: got[:upper])
  end

  # The z that a standard normal variable stays below with probability +p+; nil for 0 and 1.
  def normal_quantile(p)
    got = Native::Maybe.new
    Native.normal_quantile(Native.number("p", p), got)
    got.option
  end

  # The chance of exactly +k+ successes in +n+ independent trials of chance +p+.
  def binomial_probability(k, n, p)
    got = FFI::MemoryPointer.new(:double)
    Native.binomial_probability(Native.number("k", k), Native.number("n", n), Native.number("p", p), got)
    got.read_double
  end

  # Its natural logarithm, also where it is too small for a Float; nil for the impossible.
  def ln_binomial_probability(k, n, p)
    got = Native::Maybe.new
    Native.ln_binomial_probability(Native.number("k", k), Native.number("n", n), Native.number("p", p), got)
    got.option
  end

  # The chance of exactly +k+ arrivals where +mean+ are expected.
  def poisson_probability(k, mean)
    got = FFI::MemoryPointer.new(:double)
    Native.poisson_probability(Native.number("k", k), Native.number("mean", mean), got)
    got.read_double
  end

  # Its natural logarithm, also where it is too small for a Float; nil for the impossible.
  def ln_poisson_probability(k, mean)
    got = Native::Maybe.new
    Native.ln_poisson_probability(Native.number("k", k), Native.number("mean", mean), got)
    got.option
  end

  # The chance of exactly +k+ successes in +n+ trials of one unknown chance, which is Beta(a, b).
  def beta_binomial_probability(k, n, a, b)
    got = FFI::MemoryPointer.new(:double)
    Native.beta_binomial_probability(
      Native.number("k", k), Native.number("n", n), Native.number("a", a), Native.number("b", b), got
    )
    got.read_double
  end

  # Its natural logarithm, also where it is too small for a Float; nil for the impossible.
  def ln_beta_binomial_probability(k, n, a, b)
    got = Native::Maybe.new
    Native.ln_beta_binomial_probability(
      Native.number("k", k), Native.number("n", n), Native.number("a", a), Native.number("b", b), got
    )
    got.option
  end
end
