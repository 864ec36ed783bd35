//! `funnelmath-js-native SEED COUNT`: seeded random input for every function, and a hash of all that comes out.
//! ../random.mjs does the same in JavaScript: what is changed here is changed there.

use funnelmath::{
    chain::*, chance::*, math::*, plan::*, rate::*, revenue::*, scorecard::*, funnel::*, whole::*, *,
};

struct Run {
    state: u32,
    hash: u32,
}

/// How the rate of a gate is known, before anything is checked.
enum Known {
    Rate(f64),
    Counted(Prior, f64, f64),
}

type Prior = (u32, f64, f64);

enum Size {
    Fixed(f64),
    Varying(f64, f64),
    Seen(Vec<f64>),
    Counted(Vec<f64>, Vec<f64>),
}

impl Size {
    fn get(&self) -> DealSize<'_> {
        match self {
            Size::Fixed(size) => DealSize::Fixed(*size),
            Size::Varying(mean, variation) => {
                DealSize::Varying { mean: *mean, variation: *variation }
            }
            Size::Seen(sizes) => DealSize::Seen(sizes),
            Size::Counted(sizes, counts) => DealSize::Counted { sizes, counts },
        }
    }
}

fn evidence(prior: Prior, successes: f64, trials: f64) -> Result<Evidence, Error> {
    from(prior)?.observe(successes, trials)
}

fn from((kind, a, b): Prior) -> Result<Evidence, Error> {
    match kind {
        0 | 1 => Ok(Evidence::JEFFREYS),
        2 => Ok(Evidence::UNIFORM),
        _ => Evidence::new(a, b),
    }
}

/// The chance, of one number or of a list of gates; `room` takes what is known of them.
fn chance<'a>(
    asked: &Result<f64, Vec<Known>>,
    room: &'a mut Vec<Evidence>,
) -> Result<Chance<'a>, Error> {
    let gates = match asked {
        Ok(rate) => return Chance::known(*rate),
        Err(gates) => gates,
    };
    let mut overall = 1.0;
    for (place, gate) in gates.iter().enumerate() {
        match *gate {
            Known::Rate(rate) => overall *= Rate::new(rate).map_err(|error| error.at(place))?.get(),
            Known::Counted(prior, successes, trials) => {
                room.push(evidence(prior, successes, trials).map_err(|error| error.at(place))?);
            }
        }
    }
    if room.is_empty() && !gates.is_empty() {
        return Chance::known(overall);
    }
    Chance::counted(room)?.and_known(overall)
}

enum Aim {
    Revenue(f64),
    Volume(usize, f64),
}

impl Aim {
    fn goal(&self) -> Goal {
        match *self {
            Aim::Revenue(amount) => Goal::Revenue(amount),
            Aim::Volume(stage, target) => Goal::Volume { stage, target },
        }
    }
}

impl Run {
    fn next(&mut self) -> u32 {
        self.state = self.state.wrapping_add(0x6d2b_79f5);
        let state = self.state;
        let mut t = (state ^ (state >> 15)).wrapping_mul(state | 1);
        t = t.wrapping_add((t ^ (t >> 7)).wrapping_mul(t | 61)) ^ t;
        t ^ (t >> 14)
    }

    fn below(&mut self, limit: usize) -> usize {
        self.next() as usize % limit
    }

    fn word(&mut self, bits: u32) {
        self.hash = (self.hash ^ bits).wrapping_mul(0x0100_0193);
        self.hash ^= self.hash >> 15;
    }

    fn put(&mut self, number: f64) {
        let bits = if number.is_nan() { 0x7ff8_0000_0000_0000 } else { number.to_bits() };
        self.word((bits >> 32) as u32);
        self.word(bits as u32);
    }

    fn all(&mut self, numbers: &[f64]) {
        numbers.iter().for_each(|&number| self.put(number));
    }

    fn maybe_put(&mut self, number: Option<f64>) {
        self.put(number.unwrap_or(f64::NAN));
    }

    fn share(&mut self) -> f64 {
        let high = f64::from(self.next());
        (high * 4_294_967_296.0 + f64::from(self.next())) * 2f64.powi(-64)
    }

    fn anything(&mut self) -> f64 {
        let high = u64::from(self.next());
        f64::from_bits(high << 32 | u64::from(self.next()))
    }

    fn sure(&mut self) -> f64 {
        match self.next() & 7 {
            0 => 0.0,
            1 => 1.0,
            _ => self.share(),
        }
    }

    fn rate(&mut self) -> f64 {
        if self.next() & 63 == 0 { self.anything() } else { self.sure() }
    }

    fn amount(&mut self) -> f64 {
        match self.next() & 31 {
            0 => 0.0,
            1 => self.anything(),
            2..6 => f64::from(self.next() % 1000),
            _ => {
                let part = self.share();
                part * (1u64 << (self.next() % 40)) as f64
            }
        }
    }

    fn number(&mut self) -> f64 {
        if self.next() & 15 != 0 { f64::from(self.next() % 1000) } else { self.amount() }
    }

    fn list(&mut self, len: usize, make: impl Fn(&mut Self) -> f64) -> Vec<f64> {
        (0..len).map(|_| make(self)).collect()
    }

    fn maybe(&mut self, make: impl Fn(&mut Self) -> f64) -> Option<f64> {
        if self.next() & 1 != 0 { Some(make(self)) } else { None }
    }

    fn aim(&mut self, gates: usize) -> Aim {
        let revenue = self.next() & 1 != 0;
        let stage = self.below(gates + 2);
        let target = self.amount();
        if revenue { Aim::Revenue(target) } else { Aim::Volume(stage, target) }
    }

    fn start(&mut self, gates: usize) -> (usize, Vec<f64>) {
        let kind = self.below(3);
        (kind, self.list(gates + 1, Self::amount))
    }

    fn step(&mut self) -> Step {
        match self.below(3) {
            0 => Step::Points(self.share() * 64.0 - 16.0),
            1 => Step::Percent(self.share() * 64.0 - 16.0),
            _ => Step::To(self.rate()),
        }
    }

    fn period(&mut self) -> Period {
        Period::ALL[self.below(5)]
    }

    fn policy(&mut self) -> Policy {
        Policy::ALL[self.below(3)]
    }

    fn calendar(&mut self) -> Result<Calendar, Error> {
        let kind = self.next() as usize & 3;
        let weeks = self.share() * 60.0;
        let days = self.maybe(|run| run.share() * 8.0);
        let calendar =
            if kind > 2 { Calendar::selling_weeks(weeks)? } else { Calendar::NAMED[kind].1 };
        days.map_or(Ok(calendar), |days| calendar.with_days_per_week(days))
    }

    fn put_gate(&mut self, lever: Lever) {
        self.put(match lever {
            Lever::Gate(gate) => gate as f64,
            Lever::SaleValue => f64::NAN,
        });
    }

    fn put_unreachable(&mut self, why: &Unreachable) {
        self.put_gate(why.lever);
        self.all(&[why.missing, why.best]);
    }

    fn put_effect(&mut self, effect: &Effect) {
        self.put_gate(effect.lever);
        let capped = f64::from(u8::from(effect.capped));
        self.all(&[effect.from, effect.to, capped, effect.revenue_before, effect.revenue_after]);
        self.maybe_put(effect.required_before);
        self.maybe_put(effect.required_after);
        self.maybe_put(effect.required_change());
        self.maybe_put(effect.revenue_change());
    }

    fn put_answer(&mut self, answer: &Answer) {
        match *answer {
            Answer::Given(value) => self.all(&[0.0, value]),
            Answer::Found(value) => self.all(&[1.0, value]),
            Answer::OnlyProduct { from, to, product } => {
                self.all(&[3.0, f64::NAN, product, from as f64, to as f64]);
            }
            _ => self.all(&[2.0, f64::NAN]),
        }
    }

    fn put_method(&mut self, method: Method) {
        self.put(f64::from(method.code()));
    }

    fn put_likelihood(&mut self, chance: Probability) {
        self.all(&[chance.value, chance.complement]);
        self.put_method(chance.method);
    }

    fn few(&mut self) -> f64 {
        if self.next() & 31 != 0 { f64::from(self.next() % 50) } else { self.amount() }
    }

    fn probability(&mut self) -> f64 {
        if self.next() & 31 != 0 { self.share() } else { self.anything() }
    }

    fn shape(&mut self) -> f64 {
        let part = self.share();
        part * f64::from(1 << (self.next() % 12))
    }

    fn prior(&mut self) -> Prior {
        let kind = self.next() & 3;
        if kind < 3 { (kind, 0.0, 0.0) } else { (3, self.shape(), self.shape()) }
    }

    fn counted(&mut self) -> (Prior, f64, f64) {
        if self.next() & 1 != 0 {
            return ((3, self.shape(), self.shape()), 0.0, 0.0);
        }
        let (successes, trials) = (f64::from(self.next() % 20), f64::from(self.next() % 50));
        (self.prior(), successes, trials)
    }

    fn gate(&mut self) -> Known {
        if self.next() & 1 != 0 {
            return Known::Rate(self.rate());
        }
        let (prior, successes, trials) = self.counted();
        Known::Counted(prior, successes, trials)
    }

    fn chance(&mut self) -> Result<f64, Vec<Known>> {
        match self.next() & 3 {
            0 | 1 => Ok(self.rate()),
            2 => match self.gate() {
                Known::Rate(rate) => Ok(rate),
                counted => Err(vec![counted]),
            },
            _ => Err((0..self.below(4)).map(|_| self.gate()).collect()),
        }
    }

    fn flow(&mut self) -> (Result<Flow, Error>, f64) {
        let kind = self.below(3);
        let part = self.share();
        let some = part * f64::from(1 << (self.next() % 8));
        let (weeks, rate) = (self.share() * 20.0, self.rate());
        let flow = match kind {
            0 => Flow::steady(some),
            1 => Flow::counted(some.floor(), weeks),
            _ => Flow::uncertain(some, weeks),
        };
        (flow, rate)
    }

    fn size(&mut self) -> Size {
        let kind = self.next() & 3;
        if kind == 0 {
            return Size::Fixed(self.amount());
        }
        if kind == 1 {
            return Size::Varying(self.share() * 5000.0, self.share() * 2.0);
        }
        let len = 1 + self.below(6);
        let sizes = self.list(len, |run| f64::from(run.next() % 40) * 100.0);
        if kind == 2 {
            return Size::Seen(sizes);
        }
        let counts = self.list(len, |run| f64::from(run.next() % 9));
        Size::Counted(sizes, counts)
    }

    fn put_inputs(&mut self, inputs: Inputs) {
        let (inputs, chance) = match inputs {
            Inputs::Enough { inputs, chance } => (Some(inputs), chance),
            Inputs::Never { best } => (None, best),
            _ => unreachable!("another outcome"),
        };
        self.maybe_put(inputs);
        self.put_likelihood(chance);
    }

    fn put_wait(&mut self, wait: Wait) {
        let (weeks, chance) = match wait {
            Wait::Enough { weeks, chance } => (Some(weeks), chance),
            Wait::Never { best } => (None, best),
            _ => unreachable!("another outcome"),
        };
        self.maybe_put(weeks);
        self.put_likelihood(chance);
    }

    fn put_quantile(&mut self, quantile: Option<Quantile>) {
        self.maybe_put(quantile.map(|quantile| quantile.value));
        if let Some(quantile) = quantile {
            self.put_method(quantile.method);
        }
    }

    fn put_interval(&mut self, interval: Interval) {
        self.put(interval.low);
        self.maybe_put(interval.high);
        self.put_method(interval.method);
    }

    fn put_periods(&mut self, periods: &[PeriodPlan]) {
        for period in periods {
            self.put(period.goal);
            for StagePlan { whole, .. } in &period.stages {
                self.all(&[whole.exact, whole.units, whole.residual()]);
                self.maybe_put(whole.delivers());
            }
            self.maybe_put(period.delivers.revenue);
            self.maybe_put(period.delivers.attainment);
        }
    }

    fn operation(&mut self) -> Result<(), Error> {
        match self.below(22) {
            0 => {
                let gates = 1 + self.below(6);
                let rates = self.list(gates, Self::rate);
                let (entry, value) = (self.amount(), self.amount());
                let mut volumes = vec![0.0; gates + 1];
                let revenue = Chain::new(&rates)?.forward(Entry::First(entry), value, &mut volumes)?;
                self.all(&volumes);
                self.put(revenue);
            }
            1 => {
                let gates = 1 + self.below(6);
                let rates = self.list(gates, Self::rate);
                let (aim, value) = (self.aim(gates), self.amount());
                let (kind, there) = self.start(gates);
                let mut volumes = vec![0.0; gates + 1];
                let chain = Chain::new(&rates)?;
                match chain.required(aim.goal(), value, start(kind, &there), &mut volumes)? {
                    Required::Entry(_) => self.all(&volumes),
                    Required::Unreachable(why) => self.put_unreachable(&why),
                }
            }
            2 => {
                let gates = 1 + self.below(4);
                let rates = self.list(gates, Self::rate);
                let goal = self.aim(gates).goal();
                let sale_value = self.amount();
                let stage = self.below(gates);
                let volume = self.amount();
                let lever = if self.next() & 1 != 0 {
                    Lever::SaleValue
                } else {
                    Lever::Gate(self.below(gates + 1))
                };
                let step = self.step();
                let now = Situation { goal, sale_value, stage, volume };
                let effect = Chain::new(&rates)?.sensitivity(&now, lever, step)?;
                self.put_effect(&effect);
            }
            3 => {
                let gates = 1 + self.below(4);
                let volumes: Vec<_> = (0..=gates).map(|_| self.maybe(Self::amount)).collect();
                let rates: Vec<_> = (0..gates).map(|_| self.maybe(Self::rate)).collect();
                let (sale_value, revenue) = (self.maybe(Self::amount), self.maybe(Self::amount));
                let mut nodes = vec![Answer::Undetermined; gates + 1];
                let mut edges = vec![Answer::Undetermined; gates];
                let knowns = Knowns { volumes: &volumes, rates: &rates, sale_value, revenue };
                let found = solve(&knowns, &mut nodes, &mut edges)?;
                nodes.iter().chain(&edges).for_each(|answer| self.put_answer(answer));
                self.put_answer(&found.sale_value);
                self.put_answer(&found.revenue);
                self.put(found.undetermined as f64);
                match found.conflict {
                    Some(Conflict::Contradictory { from, to, expected, given }) => {
                        self.all(&[from as f64, to as f64, expected, given]);
                    }
                    Some(Conflict::Impossible { gate, gates, takes, to, best }) => {
                        self.all(&[gate as f64, to as f64, gates as f64, best]);
                        self.maybe_put(takes);
                    }
                    _ => {}
                }
            }
            4 => {
                let (gates, members) = (1 + self.below(3), self.below(5));
                let rates = self.list(gates * members, Self::rate);
                let entries = self.list(members, Self::amount);
                let values = self.list(members, Self::amount);
                let (mut volumes, mut implied) = (vec![0.0; gates + 1], vec![None; gates]);
                let members = RollUp { gates, rates: &rates, entries: &entries, sale_values: &values };
                let total = members.total(&mut volumes, &mut implied)?;
                self.all(&volumes);
                implied.into_iter().for_each(|rate| self.maybe_put(rate));
                self.put(total.revenue);
                self.maybe_put(total.sale_value);
                self.maybe_put(total.overall);
            }
            5 => {
                let policy = self.policy();
                let whole = policy.apply(self.amount())?;
                self.all(&[whole.units, whole.residual()]);
                self.maybe_put(whole.delivers());
            }
            6 => {
                let policy = self.policy();
                let gates = 1 + self.below(4);
                let rates = self.list(gates, Self::rate);
                let exact = self.list(gates + 1, Self::amount);
                let stage = self.below(gates + 1);
                let mut whole = vec![0.0; gates + 1];
                policy.apply_each(&Chain::new(&rates)?, stage, &exact, &mut whole)?;
                self.all(&whole);
            }
            7 => {
                let calendar = self.calendar();
                let (from, to) = (self.period(), self.period());
                let calendar = calendar?;
                self.put(calendar.per_year(from));
                let amount = self.amount();
                self.put(calendar.convert(amount, from, to)?);
            }
            8 => {
                let len = self.below(5);
                let successes = self.list(len, |run| f64::from(run.next() % 50));
                let trials = self.list(len, Self::number);
                let mut rates = vec![None; len];
                GateCounts { successes: &successes, trials: &trials }.rates(&mut rates)?;
                rates.into_iter().for_each(|rate| self.maybe_put(rate));
            }
            9 => {
                let rate = Gate::one_in(self.amount())?.rate().get();
                self.put(rate);
            }
            10 => {
                let gates = 1 + self.below(6);
                let rates = self.list(gates, Self::rate);
                self.put(Chain::new(&rates)?.overall());
            }
            11 => {
                let (above, below) = (self.amount(), self.amount());
                self.maybe_put(Attainment { actual: above, goal: below }.value()?);
                self.maybe_put(ActivityGauge { actual: above, required: below }.value()?);
            }
            12 => {
                let factors = (self.amount(), self.amount(), self.rate(), self.amount());
                let lever = VelocityLever::ALL[self.below(4)];
                let by = self.share() * 3.0 - 1.0;
                let (opportunities, sale_value, win_rate, cycle_days) = factors;
                let velocity = Velocity { opportunities, sale_value, win_rate, cycle_days };
                let effect = velocity.effect(lever, by)?;
                self.maybe_put(velocity.per_day()?);
                self.all(&[effect.to, f64::from(u8::from(effect.capped))]);
                self.maybe_put(effect.per_day);
                self.maybe_put(effect.change);
            }
            13 => {
                let len = self.below(8);
                let values = self.list(len, Self::amount);
                let chances = self.list(len, Self::rate);
                let pipeline = OpenDeals { values: &values, probabilities: &chances }.pipeline()?;
                self.all(&[pipeline.total, pipeline.weighted, pipeline.deviation]);
            }
            14 => {
                let (pipeline, quota, booked) = (self.amount(), self.amount(), self.amount());
                let rate = self.rate();
                self.maybe_put(required_coverage(rate)?);
                match (Coverage { pipeline, quota, booked }).value()? {
                    Covered::Met { surplus } => self.put(surplus),
                    Covered::Ratio { ratio, cushion } => self.all(&[ratio, cushion]),
                }
            }
            15 => {
                let which = self.below(7);
                let asked = self.chance();
                let (n, p) = (self.few(), self.probability());
                let k = if which < 2 { self.few() } else { 0.0 };
                let mut room = Vec::new();
                let chance = chance(&asked, &mut room)?;
                match which {
                    0 => self.put_likelihood(chance.results(n)?.at_least(k)?),
                    1 => self.put_likelihood(chance.results(n)?.exactly(k)?),
                    2 => self.put_quantile(chance.results(n)?.quantile(p)?),
                    3 => self.put_interval(chance.results(n)?.interval(p)?),
                    4 => self.put_inputs(chance.inputs_for(n, p)?),
                    5 => self.put_quantile(chance.results(n)?.lower_bound(p)?),
                    _ => self.put(chance.mean()),
                }
            }
            16 => {
                let (k, n, p) = (self.few(), self.few(), self.probability());
                let requirement = Requirement { results: k, inputs: n, confidence: p };
                match rate_for(requirement)? {
                    RateFor::Rate(share) => self.all(&[share.value, share.complement]),
                    _ => self.maybe_put(None),
                }
                let gates = 1 + self.below(4);
                let rates = self.list(gates, Self::rate);
                let gate = self.below(gates + 1);
                match Chain::new(&rates)?.gate_for(gate, requirement)? {
                    GateFor::Rate(rate) => self.put(rate),
                    GateFor::Impossible { takes, best, .. } => {
                        self.maybe_put(None);
                        self.maybe_put(takes);
                        self.put_likelihood(best);
                    }
                    _ => unreachable!("another outcome"),
                }
            }
            17 => {
                let (prior, successes, trials) = self.counted();
                let p = self.probability();
                let known = evidence(prior, successes, trials)?;
                let interval = known.interval(p)?;
                self.all(&[known.a(), known.b(), known.mean()]);
                self.put(known.quantile(p)?);
                self.put_interval(interval);
            }
            18 => {
                let (a, b, p, x) = (self.shape(), self.shape(), self.probability(), self.amount());
                let (k, n) = (self.few(), self.few());
                let beta = math::incomplete_beta(a, b, p)?;
                let gamma = math::incomplete_gamma(a, x)?;
                let rate = math::beta_quantile(a, b, p)?;
                let normal = math::normal_tails(x - 30.0)?;
                let mean = math::gamma_quantile(a, p)?;
                self.all(&[
                    beta.lower,
                    beta.upper,
                    gamma.lower,
                    gamma.upper,
                    rate.value,
                    rate.complement,
                ]);
                self.maybe_put(mean);
                self.all(&[normal.lower, normal.upper]);
                let score = math::normal_quantile(p)?;
                let binomial =
                    (math::binomial_probability(k, n, p)?, math::ln_binomial_probability(k, n, p)?);
                let poisson =
                    (math::poisson_probability(k, x)?, math::ln_poisson_probability(k, x)?);
                let mixed = math::beta_binomial_probability(k, n, a, b)?;
                let ln_mixed = math::ln_beta_binomial_probability(k, n, a, b)?;
                self.maybe_put(score);
                for (probability, ln) in [binomial, poisson, (mixed, ln_mixed)] {
                    self.put(probability);
                    self.maybe_put(ln);
                }
            }
            19 => {
                let which = self.below(7);
                let (flow, passing) = self.flow();
                let (k, weeks, p) = (self.few(), self.share() * 20.0, self.probability());
                if which == 6 {
                    let rate = self.rate();
                    self.maybe_put(arrivals_for(Rate::new(rate)?, k, p)?);
                    return Ok(());
                }
                let flow = flow?.through(passing)?;
                match which {
                    0 => self.put(flow.results(weeks)?.mean()),
                    1 => self.put_likelihood(flow.results(weeks)?.at_least(k)?),
                    2 => self.put_likelihood(flow.results(weeks)?.exactly(k)?),
                    3 => self.put_quantile(flow.results(weeks)?.quantile(p)?),
                    4 => self.put_interval(flow.results(weeks)?.interval(p)?),
                    _ => self.put_wait(flow.weeks_for(k, p)?),
                }
            }
            20 => {
                if self.next() & 15 != 0 {
                    return Ok(());
                }
                let which = self.below(6);
                let size = self.size();
                let (aim, p) = (self.share() * 50_000.0, self.probability());
                if which < 3 {
                    let asked = self.chance();
                    let n = self.few();
                    let mut room = Vec::new();
                    let chance = chance(&asked, &mut room)?;
                    match which {
                        0 => self.put_likelihood(chance.results(n)?.revenue(&size.get())?.at_least(aim)?),
                        1 => self.put_quantile(chance.results(n)?.revenue(&size.get())?.quantile(p)?),
                        _ => self.put_inputs(chance.inputs_for_revenue(&size.get(), aim, p)?),
                    }
                } else {
                    let (flow, passing) = self.flow();
                    let weeks = self.share() * 20.0;
                    let flow = flow?.through(passing)?;
                    match which {
                        3 => self.put_likelihood(flow.results(weeks)?.revenue(&size.get())?.at_least(aim)?),
                        4 => self.put_quantile(flow.results(weeks)?.revenue(&size.get())?.quantile(p)?),
                        _ => self.put_wait(flow.weeks_for_revenue(&size.get(), aim, p)?),
                    }
                }
            }
            _ => self.plan()?,
        }
        Ok(())
    }

    fn plan(&mut self) -> Result<(), Error> {
        let gates = 1 + self.below(5);
        let known: Vec<_> = (0..gates)
            .map(|_| {
                if self.next() & 3 != 0 {
                    return (self.sure(), None);
                }
                (f64::from(self.next() % 10), Some(f64::from(10 + self.next() % 50)))
            })
            .collect();
        let benchmarks: Vec<_> = (0..gates).map(|_| self.maybe(Self::sure)).collect();
        let value = self.maybe(|run| f64::from(run.next() % 10_000));
        let value_benchmark = self.maybe(|run| f64::from(run.next() % 10_000));
        let mut builder = Funnel::builder().calendar(Calendar::NAMED[self.below(3)].1);
        for ((rate, trials), benchmark) in known.into_iter().zip(benchmarks) {
            let gate =
                trials.map_or_else(|| Gate::new(rate), |trials| Gate::from_counts(rate, trials))?;
            builder = builder.gate("", gate);
            builder = benchmark.map_or(builder.clone(), |rate| builder.benchmark(rate));
        }
        builder = value.map_or(builder.clone(), |value| builder.sale_value(value));
        builder =
            value_benchmark.map_or(builder.clone(), |value| builder.sale_value_benchmark(value));
        let funnel = builder.build()?;
        let aim = self.aim(gates);
        let (per, activity_per) = (self.period(), self.period());
        let activity_stage = if self.next() & 3 != 0 { 0 } else { self.below(gates) };
        let (policy, actual) = (self.policy(), self.maybe(Self::amount));
        let confidence = if self.next() & 7 != 0 { None } else { Some(self.probability()) };
        let prior = self.prior();
        let (kind, there) = self.start(gates);
        let left = if self.next() & 3 != 0 { None } else { Some(self.share()) };
        let reached = if self.next() & 3 != 0 { None } else { Some(self.amount()) };
        let entries = if self.next() & 7 != 0 { Vec::new() } else { self.list(gates + 1, Self::number) };
        let size = if self.next() & 15 != 0 || value.is_some() { None } else { Some(self.size()) };
        let mut target = Target::new(aim.goal())
            .per(per)
            .activity_per(activity_per)
            .activity_stage(activity_stage)
            .policy(policy)
            .start(start(kind, &there))
            .entries(&entries);
        if let Some(left) = left {
            target = target.left(left);
        }
        if let Some(reached) = reached {
            target = target.reached(reached);
        }
        if let Some(size) = &size {
            target = target.deal_size(size.get());
        }
        if let Some(actual) = actual {
            target = target.actual(actual);
        }
        if let Some(confidence) = confidence {
            target = target.confidence(confidence).prior(from(prior)?);
        }
        let plan = funnel.plan(target)?;
        if let Some(why) = &plan.unreachable {
            self.put_unreachable(why);
        }
        self.put_periods(&plan.periods);
        if let Some(confident) = &plan.confident {
            confident.expected.iter().for_each(|&chance| self.put_likelihood(chance));
            self.put_likelihood(confident.chance);
            self.put_periods(&confident.periods);
        }
        self.maybe_put(plan.pace.gauge);
        self.maybe_put(plan.pace.attainment);
        self.maybe_put(plan.pace.landing);
        plan.sensitivity.iter().for_each(|effect| self.put_effect(effect));
        Ok(())
    }
}

fn start(kind: usize, there: &[f64]) -> Start<'_> {
    match kind {
        0 => Start::Empty,
        1 => Start::Open(there),
        _ => Start::Reached(there),
    }
}

fn main() {
    let numbers: Vec<u32> =
        std::env::args().skip(1).map(|word| word.parse().expect("a number")).collect();
    let mut run = Run { state: numbers[0], hash: 0x811c_9dc5 };
    let mut errors = 0;
    for _ in 0..numbers[1] {
        if let Err(error) = run.operation() {
            errors += 1;
            error.kind().name().bytes().for_each(|letter| run.word(u32::from(letter)));
            // What was found there, as JavaScript's errors have it.
            run.maybe_put(error.value());
        }
    }
    println!("{:08x} {errors} errors", run.hash);
}
