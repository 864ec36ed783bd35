//! `funnelmath-js-native SEED COUNT`: seeded random input for every function, and a hash of all that comes out.
//! ../random.mjs does the same in JavaScript: what is changed here is changed there.

use funnelmath::*;

struct Run {
    state: u32,
    hash: u32,
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
        let calendar = if kind > 2 { Calendar::selling_weeks(weeks)? } else { Calendar::NAMED[kind].1 };
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

    fn operation(&mut self) -> Result<(), Error> {
        match self.below(16) {
            0 => {
                let gates = 1 + self.below(6);
                let rates = self.list(gates, Self::rate);
                let (entry, value) = (self.amount(), self.amount());
                let mut volumes = vec![0.0; gates + 1];
                let revenue = Chain::new(&rates)?.forward(entry, value, &mut volumes)?;
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
                let lever = if self.next() & 1 != 0 { Lever::SaleValue } else { Lever::Gate(self.below(gates + 1)) };
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
                let total = roll_up(gates, &rates, &entries, &values, &mut volumes, &mut implied)?;
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
                let mut rates = vec![0.0; len];
                rates_from_counts(&successes, &trials, &mut rates)?;
                self.all(&rates);
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
                self.maybe_put(attainment(above, below)?);
                self.maybe_put(activity_gauge(above, below)?);
            }
            12 => {
                let factors = (self.amount(), self.amount(), self.rate(), self.amount());
                let lever = VelocityLever::ALL[self.below(4)];
                let by = self.share() * 3.0 - 1.0;
                let velocity = Velocity::new(factors.0, factors.1, factors.2, factors.3)?;
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
                let pipeline = weighted_pipeline(&values, &chances)?;
                self.all(&[pipeline.total, pipeline.weighted, pipeline.deviation]);
            }
            14 => {
                let (pipeline, quota, booked) = (self.amount(), self.amount(), self.amount());
                let rate = self.rate();
                self.maybe_put(required_coverage(rate)?);
                match coverage(pipeline, quota, booked)? {
                    Coverage::Met { surplus } => self.put(surplus),
                    Coverage::Ratio { ratio, cushion } => self.all(&[ratio, cushion]),
                }
            }
            _ => self.plan()?,
        }
        Ok(())
    }

    fn plan(&mut self) -> Result<(), Error> {
        let gates = 1 + self.below(5);
        let rates = self.list(gates, Self::sure);
        let benchmarks: Vec<_> = (0..gates).map(|_| self.maybe(Self::sure)).collect();
        let value = self.maybe(|run| f64::from(run.next() % 10_000));
        let value_benchmark = self.maybe(|run| f64::from(run.next() % 10_000));
        let mut builder = Funnel::builder().calendar(Calendar::NAMED[self.below(3)].1);
        for (rate, benchmark) in rates.into_iter().zip(benchmarks) {
            builder = builder.gate("", Gate::new(rate)?);
            builder = benchmark.map_or(builder.clone(), |rate| builder.benchmark(rate));
        }
        builder = value.map_or(builder.clone(), |value| builder.sale_value(value));
        builder = value_benchmark.map_or(builder.clone(), |value| builder.sale_value_benchmark(value));
        let funnel = builder.build()?;
        let aim = self.aim(gates);
        let (per, activity_per) = (self.period(), self.period());
        let activity_stage = if self.next() & 3 != 0 { 0 } else { self.below(gates) };
        let (policy, actual) = (self.policy(), self.maybe(Self::amount));
        let (kind, there) = self.start(gates);
        let mut target = Target::new(aim.goal())
            .per(per)
            .activity_per(activity_per)
            .activity_stage(activity_stage)
            .policy(policy)
            .start(start(kind, &there));
        if let Some(actual) = actual {
            target = target.actual(actual);
        }
        let plan = funnel.plan(target)?;
        if let Some(why) = &plan.unreachable {
            self.put_unreachable(why);
        }
        for period in &plan.periods {
            self.put(period.goal);
            for StagePlan { whole, .. } in &period.stages {
                self.all(&[whole.exact, whole.units, whole.residual()]);
                self.maybe_put(whole.delivers());
            }
            self.maybe_put(period.delivers.revenue);
            self.maybe_put(period.delivers.attainment);
        }
        self.maybe_put(plan.gauge);
        self.maybe_put(plan.attainment);
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
    let numbers: Vec<u32> = std::env::args().skip(1).map(|word| word.parse().expect("a number")).collect();
    let mut run = Run { state: numbers[0], hash: 0x811c_9dc5 };
    let mut errors = 0;
    for _ in 0..numbers[1] {
        if let Err(error) = run.operation() {
            errors += 1;
            error.kind().name().bytes().for_each(|letter| run.word(u32::from(letter)));
            run.maybe_put(error.index().map(|index| index as f64));
            run.maybe_put(error.value());
        }
    }
    println!("{:08x} {errors} errors", run.hash);
}
