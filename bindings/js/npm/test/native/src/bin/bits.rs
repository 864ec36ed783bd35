//! Ten million calls of what probabilities are made of: a hash of all the bits of each function's answers, one
//! line each. ../../../bits.mjs does the same in JavaScript: what is changed here is changed there.

use funnelmath::{
    Chance, DealSize, Evidence, Flow, Probability,
    chance::{Inputs, Wait},
    math,
    math::Tails,
};

/// Numbers of the same seed, and a hash of the answers.
struct Stream {
    state: u32,
    hash: u32,
}

impl Stream {
    fn next(&mut self) -> u32 {
        self.state = self.state.wrapping_add(0x6d2b_79f5);
        let state = self.state;
        let mut t = (state ^ (state >> 15)).wrapping_mul(state | 1);
        t = t.wrapping_add((t ^ (t >> 7)).wrapping_mul(t | 61)) ^ t;
        t ^ (t >> 14)
    }

    fn put(&mut self, number: f64) {
        let bits = if number.is_nan() { 0x7ff8_0000_0000_0000 } else { number.to_bits() };
        for word in [(bits >> 32) as u32, bits as u32] {
            self.hash = (self.hash ^ word).wrapping_mul(0x0100_0193);
            self.hash ^= self.hash >> 15;
        }
    }

    fn maybe(&mut self, number: Option<f64>) {
        self.put(number.unwrap_or(f64::NAN));
    }

    fn tails(&mut self, tails: Tails) {
        self.put(tails.lower);
        self.put(tails.upper);
    }

    fn likelihood(&mut self, chance: Probability) {
        self.put(chance.value);
        self.put(chance.complement);
    }

    fn inputs(&mut self, found: Inputs) {
        match found {
            Inputs::Enough { inputs, chance } => {
                self.put(inputs);
                self.likelihood(chance);
            }
            Inputs::Never { best } => {
                self.put(f64::NAN);
                self.likelihood(best);
            }
            _ => unreachable!("another outcome"),
        }
    }

    /// From 0 to 1.
    fn share(&mut self) -> f64 {
        let high = f64::from(self.next());
        (high * 4_294_967_296.0 + f64::from(self.next())) * power(-64)
    }

    /// From 2^-10 to 2^20, as many of each size.
    fn size(&mut self) -> f64 {
        let power = power((self.next() % 30) as i32 - 10);
        (1.0 + self.share()) * power
    }

    /// A whole number below 2^20, as many of each size.
    fn count(&mut self) -> f64 {
        let number = self.next();
        f64::from(number % (1 << (self.next() % 21)))
    }

    /// A rate, also a very small one.
    fn rate(&mut self) -> f64 {
        let power = power(-((self.next() % 20) as i32));
        self.share() * power
    }

    fn below(&mut self, limit: u32) -> f64 {
        f64::from(self.next() % limit)
    }

    fn counted(&mut self) -> Evidence {
        let a = 0.5 + self.below(100);
        let b = 0.5 + self.below(100);
        Evidence::new(a, b).unwrap()
    }
}

/// A power of 2, exactly.
fn power(exponent: i32) -> f64 {
    f64::from_bits(((1023 + exponent) as u64) << 52)
}

/// A name, how many calls, and one call. Arguments are drawn before the call, from left to right.
type Function = (&'static str, u32, fn(&mut Stream));

const FUNCTIONS: [Function; 21] = [
    ("incomplete_beta", 2_000_000, |to| {
        let (a, b, x) = (to.size(), to.size(), to.share());
        to.tails(math::incomplete_beta(a, b, x).unwrap());
    }),
    ("incomplete_gamma", 1_500_000, |to| {
        let (a, x) = (to.size(), to.size());
        to.tails(math::incomplete_gamma(a, x).unwrap());
    }),
    ("beta_quantile", 300_000, |to| {
        let (a, b, p) = (to.size(), to.size(), to.share());
        let found = math::beta_quantile(a, b, p).unwrap();
        to.put(found.value);
        to.put(found.complement);
    }),
    ("gamma_quantile", 300_000, |to| {
        let (a, p) = (to.size(), to.share());
        to.maybe(math::gamma_quantile(a, p).unwrap());
    }),
    ("normal_quantile", 1_000_000, |to| {
        let p = to.rate();
        to.maybe(math::normal_quantile(p).unwrap());
    }),
    ("normal_tails", 500_000, |to| {
        let z = to.share() * 80.0 - 40.0;
        to.tails(math::normal_tails(z).unwrap());
    }),
    ("binomial_probability", 1_000_000, |to| {
        let (k, more, p) = (to.count(), to.count(), to.rate());
        to.put(math::binomial_probability(k, k + more, p).unwrap());
    }),
    ("poisson_probability", 1_000_000, |to| {
        let (k, mean) = (to.count(), to.size());
        to.put(math::poisson_probability(k, mean).unwrap());
    }),
    ("beta_binomial_probability", 500_000, |to| {
        let (k, more, a, b) = (to.count(), to.count(), to.size(), to.size());
        to.put(math::beta_binomial_probability(k, k + more, a, b).unwrap());
    }),
    ("at_least", 1_000_000, |to| {
        let (p, k, more) = (to.rate(), to.count(), to.count());
        to.likelihood(Chance::known(p).unwrap().results(k + more).unwrap().at_least(k).unwrap());
    }),
    ("inputs", 800_000, |to| {
        let (p, k, c) = (to.rate(), to.count(), to.share());
        to.inputs(Chance::known(p).unwrap().inputs_for(k, c).unwrap());
    }),
    ("at_least_counted", 50_000, |to| {
        let (gate, k, more) = (to.counted(), to.below(100), to.below(300));
        to.likelihood(Chance::followed(&gate).results(k + more).unwrap().at_least(k).unwrap());
    }),
    ("inputs_counted", 50_000, |to| {
        let (gate, k, c) = (to.counted(), to.below(50), to.share() * 0.99);
        to.inputs(Chance::followed(&gate).inputs_for(k, c).unwrap());
    }),
    ("at_least_of_several", 2_000, |to| {
        let gates = [to.counted(), to.counted()];
        let (k, more) = (to.below(50), to.below(1000));
        let chance = Chance::counted(&gates).unwrap().and_known(0.5).unwrap();
        to.likelihood(chance.results(k + more).unwrap().at_least(k).unwrap());
    }),
    ("quantile", 100_000, |to| {
        let (p, n, q) = (to.rate(), to.count(), to.share());
        to.put(Chance::known(p).unwrap().results(n).unwrap().quantile(q).unwrap().unwrap().value);
    }),
    ("flow_at_least", 50_000, |to| {
        let (arrivals, k, weeks) = (to.below(200), to.below(100), 1.0 + to.below(30));
        to.likelihood(Flow::counted(arrivals, 4.0).unwrap().through(0.5).unwrap().results(weeks).unwrap().at_least(k).unwrap());
    }),
    ("flow_weeks", 20_000, |to| {
        let (per_week, k, c) = (to.size(), to.below(100), to.share() * 0.99);
        let found = Flow::steady(per_week).unwrap().through(0.5).unwrap().weeks_for(k, c).unwrap();
        let (weeks, chance) = match found {
            Wait::Enough { weeks, chance } => (weeks, chance),
            Wait::Never { best } => (f64::NAN, best),
            _ => unreachable!("another outcome"),
        };
        to.put(weeks);
        to.likelihood(chance);
    }),
    ("revenue_varying", 10_000, |to| {
        let (p, n, variation) = (to.share(), to.below(100), to.share() * 2.0);
        let goal = to.share() * 50.0;
        let size = DealSize::Varying { mean: 1.0, variation };
        to.likelihood(Chance::known(p).unwrap().results(n).unwrap().revenue(&size).unwrap().at_least(goal).unwrap());
    }),
    ("revenue_seen", 3_000, |to| {
        let (p, n) = (to.share(), to.below(100));
        let sizes = [to.below(40), 1.0 + to.below(40), to.below(40)];
        let (size, goal) = (DealSize::Seen(&sizes), to.share() * 500.0);
        to.likelihood(Chance::known(p).unwrap().results(n).unwrap().revenue(&size).unwrap().at_least(goal).unwrap());
    }),
    ("revenue_rough", 300, |to| {
        let (p, n) = (to.share(), to.below(100));
        let sizes = [to.share(), to.share(), to.share()];
        let (size, goal) = (DealSize::Seen(&sizes), to.share() * 10.0);
        to.likelihood(Chance::known(p).unwrap().results(n).unwrap().revenue(&size).unwrap().at_least(goal).unwrap());
    }),
    ("revenue_inputs", 1_000, |to| {
        let (p, goal, c) = (0.1 + 0.9 * to.share(), to.share() * 20.0, to.share() * 0.99);
        let size = DealSize::Varying { mean: 1.0, variation: 0.7 };
        to.inputs(Chance::known(p).unwrap().inputs_for_revenue(&size, goal, c).unwrap());
    }),
];

fn main() {
    for (name, calls, call) in FUNCTIONS {
        let mut to = Stream { state: 20_260_704, hash: 0x811c_9dc5 };
        for _ in 0..calls {
            call(&mut to);
        }
        println!("{name} {calls} {:08x}", to.hash);
    }
}
