//! Target `c_boundary`: calls of the C interface with pointers, lengths, numbers and sizes of any kind.
//!
//! What a C caller must promise is kept: a pointer that is not NULL leads to as many bytes as the call is
//! told, and a handle to what it says. All else is up to the bytes: NULL, misaligned pointers, results
//! over inputs, absurd lengths, numbers that stand for nothing, any f64. Every byte that a call can reach
//! is compared with what was there before.

use crate::input::Input;
use crate::memory::{Memory, Span};
use crate::rules::{amount, finite, rate, same};
use funnelmath_c::answer::{funnelmath_probability, funnelmath_quantile};
use funnelmath_c::calendar::*;
use funnelmath_c::chain::*;
use funnelmath_c::funnel::*;
use funnelmath_c::message::funnelmath_error_message;
use funnelmath_c::plan::*;
use funnelmath_c::revenue::*;
use funnelmath_c::scorecard::*;
use funnelmath_c::solve::*;
use funnelmath_c::status::{funnelmath_error, funnelmath_status, funnelmath_status_name};
use funnelmath_c::types::*;
use std::ffi::CStr;
use std::ptr::null_mut;

/// The most gates that are tried.
const MOST: usize = 6;

/// Any bytes as calls from C.
pub fn c_boundary(data: &[u8]) {
    let mut calls = Calls {
        input: Input::new(data),
        memory: Memory::default(),
        funnel: null_mut(),
        plan: null_mut(),
    };
    for _ in 0..=calls.input.below(4) {
        calls.one();
        calls.memory.clear();
    }
    // SAFETY: what the library made, once, or NULL.
    unsafe {
        funnelmath_plan_free(calls.plan);
        funnelmath_funnel_free(calls.funnel);
    }
}

struct Calls<'a> {
    input: Input<'a>,
    memory: Memory,
    funnel: *mut funnelmath_funnel,
    plan: *mut funnelmath_plan,
}

fn maybe(maybe: &funnelmath_maybe, check: fn(f64)) {
    assert!(maybe.known <= 1 && maybe.reserved == 0);
    if maybe.known == 1 { check(maybe.value) } else { assert!(same(maybe.value, 0.0)) }
}

fn unreachable(why: &funnelmath_unreachable) -> bool {
    assert!(why.unreachable <= 1 && why.lever <= 1);
    amount(why.missing);
    amount(why.best);
    why.unreachable == 1
}

fn effect(effect: &funnelmath_effect) {
    assert!(effect.lever <= 1 && effect.capped <= 1 && effect.step <= 2 && effect.reserved == 0);
    finite(effect.size);
    let lever = if effect.lever == 0 { rate } else { amount };
    lever(effect.from);
    lever(effect.to);
    maybe(&effect.required_before, amount);
    maybe(&effect.required_after, amount);
    maybe(&effect.required_change, finite);
    amount(effect.revenue_before);
    amount(effect.revenue_after);
    maybe(&effect.revenue_change, finite);
}

fn whole(whole: &funnelmath_whole) {
    amount(whole.exact);
    amount(whole.units);
    finite(whole.residual);
    maybe(&whole.delivers, amount);
}

/// An answer about a quantity that is at most `most`; a product that reaches the revenue has no bound.
fn answer(answer: &funnelmath_solved, most: f64, gates: usize) {
    assert!(answer.kind <= 3 && answer.reserved == 0);
    amount(answer.value);
    if answer.kind == 3 {
        assert!(answer.from + 1 < answer.to && answer.to <= gates as u64 + 1);
        assert!(answer.value <= 1.0 || answer.to == gates as u64 + 1);
    } else {
        assert!(answer.value <= most && answer.from == 0 && answer.to == 0);
    }
}

impl Calls<'_> {
    /// A number for an enumeration of `known` values: nearly always one of them.
    fn number(&mut self, known: usize) -> u32 {
        match self.input.byte() {
            0xff => u32::MAX,
            0xfe => u32::from_le_bytes([(); 4].map(|()| self.input.byte())),
            byte => (usize::from(byte) % (known + usize::from(byte >= 0xe0))) as u32,
        }
    }

    fn index(&mut self, last: usize) -> u64 {
        self.input.index(last) as u64
    }

    /// A number that is mostly sound.
    fn amount(&mut self) -> f64 {
        if self.input.byte() < 0xa0 { self.input.sane() } else { self.input.any() }
    }

    fn rate(&mut self) -> f64 {
        if self.input.byte() < 0xa0 { self.input.part() } else { self.input.any() }
    }

    /// How long a list is said to be: `fitting`, another length, or one that nothing has.
    fn length(&mut self, fitting: usize) -> usize {
        match self.input.byte() {
            byte @ 0xf0..=0xfb => usize::from(byte - 0xf0) % (MOST + 3),
            0xfc => usize::MAX,
            0xfd => isize::MAX as usize,
            0xfe => usize::MAX / 8 + 1,
            0xff => isize::MAX as usize / 8 + 1,
            _ => fitting,
        }
    }

    fn struct_size<T>(&mut self) -> u32 {
        match self.input.byte() {
            0xf0 => 0,
            0xf1 => u32::MAX,
            byte @ 0xf2.. => u32::from(byte),
            _ => size_of::<T>() as u32,
        }
    }

    fn numbers(&mut self, len: usize, one: fn(&mut Self) -> f64) -> *mut f64 {
        let values: Vec<f64> = (0..len.min(1_000)).map(|_| one(self)).collect();
        self.memory.list(&mut self.input, &values, len)
    }

    fn rates(&mut self, len: usize) -> *mut f64 {
        self.numbers(len, Self::rate)
    }

    fn amounts(&mut self, len: usize) -> *mut f64 {
        self.numbers(len, Self::amount)
    }

    fn maybe(&mut self, value: fn(&mut Self) -> f64) -> funnelmath_maybe {
        let known = match self.input.byte() {
            0xff => u32::MAX,
            0xfe => 2,
            byte => u32::from(byte & 1),
        };
        let reserved = u32::from(self.input.byte() == 0xff);
        funnelmath_maybe { value: value(self), known, reserved }
    }

    fn maybes(&mut self, len: usize, value: fn(&mut Self) -> f64) -> *mut funnelmath_maybe {
        let values: Vec<_> = (0..len.min(1_000)).map(|_| self.maybe(value)).collect();
        self.memory.list(&mut self.input, &values, len)
    }

    fn result<T>(&mut self) -> *mut T {
        self.memory.results(&mut self.input, 1)
    }

    fn results<T>(&mut self, len: usize) -> *mut T {
        self.memory.results(&mut self.input, len)
    }

    fn goal(&mut self, gates: usize) -> funnelmath_goal {
        let start_len = self.length(gates + 1);
        let start = self.amounts(start_len);
        funnelmath_goal {
            struct_size: self.struct_size::<funnelmath_goal>(),
            kind: self.number(2),
            stage: self.index(gates),
            amount: self.amount(),
            sale_value: self.amount(),
            start,
            start_len,
            start_kind: self.number(3),
            reserved: 0,
        }
    }

    fn calendar(&mut self) -> funnelmath_calendar {
        funnelmath_calendar {
            struct_size: self.struct_size::<funnelmath_calendar>(),
            kind: self.number(4),
            selling_weeks: if self.input.flag() { 44.0 } else { self.amount() },
            days_per_week: if self.input.flag() { 5.0 } else { self.amount() },
        }
    }

    /// Makes the call and holds its status, the error and every byte against the rules; whether the
    /// results were written.
    fn call(
        &mut self,
        results: &[Span],
        error: *mut funnelmath_error,
        function: impl FnOnce() -> funnelmath_status,
    ) -> bool {
        self.memory.remember();
        let status = function();
        assert_ne!(status, funnelmath_status::Panic);
        if status == funnelmath_status::Ok {
            self.memory.changed_only(results);
            return true;
        }
        if error.is_null() || !error.is_aligned() {
            self.memory.changed_only(&[]);
            return false;
        }
        self.memory.changed_only(&[Span::of(error, 1)]);
        // SAFETY: aligned, and placed by `result`.
        let said = unsafe { *error };
        assert!(said.status == status as u32);
        assert!(said.has_index <= 1 && said.has_value <= 1 && said.has_limit <= 1);
        assert!(said.has_inner_index <= said.has_index && said.has_parameter <= 1);
        assert!(said.has_index == 1 || said.index == 0);
        assert!(said.has_inner_index == 1 || said.inner_index == 0);
        assert!(said.has_value == 1 || same(said.value, 0.0));
        assert!(said.has_limit == 1 || same(said.limit, 0.0));
        // Either the core names a field, or the C layer a parameter.
        assert!(said.has_parameter == 0 && said.parameter == 0 || said.field == 0);
        spelled(&said);
        false
    }

    fn one(&mut self) {
        match self.input.below(26) {
            0 => self.per_year(),
            1 => self.convert(),
            2 => self.apply(),
            3 => self.apply_each(),
            4 => self.rate_of(),
            5 => self.rates_from_counts(),
            6 => self.overall(),
            7 => self.forward(),
            8 | 9 => self.required(),
            10 => self.sensitivity(),
            11 => self.roll_up(),
            12 | 13 => self.funnel_new(),
            14 | 15 => self.plan_new(),
            16 | 17 => self.plan_read(),
            18 => self.shares(),
            19 => self.velocity(),
            20 => self.pipeline(),
            21 => self.coverage(),
            22 | 23 => self.solve(),
            24 => self.revenue(),
            _ => self.format(),
        }
    }

    fn per_year(&mut self) {
        let calendar = self.calendar();
        let calendar = self.memory.structure(&mut self.input, calendar);
        let (period, result, error) = (self.number(5), self.result(), self.result());
        let written = self.call(&[Span::of(result, 1)], error, || {
            // SAFETY: this file's promise, as in all calls that follow.
            unsafe { funnelmath_calendar_per_year(calendar, period, result, error) }
        });
        if written {
            // SAFETY: written, so it passed the library's checks; as in all that follow.
            amount(unsafe { *result });
        }
    }

    fn convert(&mut self) {
        let calendar = self.calendar();
        let calendar = self.memory.structure(&mut self.input, calendar);
        let (value, from, to) = (self.amount(), self.number(5), self.number(5));
        let (result, error) = (self.result(), self.result());
        if self.call(&[Span::of(result, 1)], error, || unsafe {
            funnelmath_calendar_convert(calendar, value, from, to, result, error)
        }) {
            amount(unsafe { *result });
        }
    }

    fn apply(&mut self) {
        let (policy, exact) = (self.number(3), self.amount());
        let (result, error) = (self.result(), self.result());
        if self.call(&[Span::of(result, 1)], error, || unsafe {
            funnelmath_policy_apply(policy, exact, result, error)
        }) {
            whole(unsafe { &*result });
        }
    }

    fn apply_each(&mut self) {
        let fitting = self.input.below(MOST + 1);
        let (gates, stages) = (self.length(fitting), self.length(fitting + 1));
        let (rates, exact, result) =
            (self.rates(gates), self.amounts(stages), self.results(stages));
        let (policy, stage, error) = (self.number(3), self.index(fitting), self.result());
        if self.call(&[Span::of(result, stages)], error, || unsafe {
            funnelmath_policy_apply_each(policy, rates, gates, stage, exact, result, stages, error)
        }) {
            unsafe { std::slice::from_raw_parts(result, stages) }.iter().copied().for_each(amount);
        }
    }

    fn rate_of(&mut self) {
        let counts = self.input.flag();
        let mut count = || f64::from(self.input.byte());
        let (mut a, mut b) = (count(), count());
        if self.input.flag() {
            (a, b) = (self.input.any(), self.input.any());
        }
        let (result, error) = (self.result(), self.result());
        if self.call(&[Span::of(result, 1)], error, || unsafe {
            if counts {
                funnelmath_rate_from_counts(a, b, result, error)
            } else {
                funnelmath_rate_one_in(a, result, error)
            }
        }) {
            rate(unsafe { *result });
        }
    }

    fn rates_from_counts(&mut self) {
        let fitting = self.input.below(MOST + 1);
        let count = self.length(fitting);
        let few: fn(&mut Self) -> f64 = |calls| f64::from(calls.input.byte() / 32);
        let many: fn(&mut Self) -> f64 = |calls| 8.0 + f64::from(calls.input.byte());
        let any: fn(&mut Self) -> f64 = |calls| calls.input.any();
        let (least, most) = if self.input.byte() < 200 { (few, many) } else { (any, any) };
        let (successes, trials) = (self.numbers(count, least), self.numbers(count, most));
        let (result, error) = (self.results(count), self.result());
        if self.call(&[Span::of(result, count)], error, || unsafe {
            funnelmath_rates_from_counts(successes, trials, count, result, error)
        }) && count > 0
        {
            let rates: &[funnelmath_maybe] = unsafe { std::slice::from_raw_parts(result, count) };
            rates.iter().for_each(|found| maybe(found, rate));
        }
    }

    fn overall(&mut self) {
        let fitting = self.input.below(MOST + 1);
        let gates = self.length(fitting);
        let (rates, result, error) = (self.rates(gates), self.result(), self.result());
        if self.call(&[Span::of(result, 1)], error, || unsafe {
            funnelmath_chain_overall(rates, gates, result, error)
        }) {
            rate(unsafe { *result });
        }
    }

    fn forward(&mut self) {
        let fitting = self.input.below(MOST + 1);
        let (gates, stages) = (self.length(fitting), self.length(fitting + 1));
        let (entry, value) = (self.amount(), self.amount());
        let rates = self.rates(gates);
        let (volumes, revenue, error) = (self.results(stages), self.result(), self.result());
        let results = [Span::of(volumes, stages), Span::of(revenue, 1)];
        if self.call(&results, error, || unsafe {
            let (volumes, error) = (volumes, error);
            funnelmath_chain_forward(rates, gates, entry, value, volumes, stages, revenue, error)
        }) {
            unsafe { std::slice::from_raw_parts(volumes, stages) }.iter().copied().for_each(amount);
            amount(unsafe { *revenue });
        }
    }

    fn required(&mut self) {
        let fitting = self.input.below(MOST + 1);
        let (gates, stages) = (self.length(fitting), self.length(fitting + 1));
        let rates = self.rates(gates);
        let goal = self.goal(fitting);
        let goal = self.memory.structure(&mut self.input, goal);
        let (volumes, why, error) = (self.results(stages), self.result(), self.result());
        if self.call(&[Span::of(volumes, stages), Span::of(why, 1)], error, || unsafe {
            funnelmath_chain_required(rates, gates, goal, volumes, stages, why, error)
        }) {
            if unreachable(unsafe { &*why }) {
                self.memory.changed_only(&[Span::of(why, 1)]);
            } else {
                let volumes: &[f64] = unsafe { std::slice::from_raw_parts(volumes, stages) };
                volumes.iter().copied().for_each(amount);
            }
        }
    }

    fn sensitivity(&mut self) {
        let fitting = self.input.below(MOST + 1);
        let gates = self.length(fitting);
        let rates = self.rates(gates);
        let goal = self.goal(fitting);
        let goal = self.memory.structure(&mut self.input, goal);
        let (stage, volume) = (self.index(fitting), self.amount());
        let (lever, gate) = (self.number(2), self.index(fitting));
        let (step, size) = (self.number(3), self.input.any());
        let (result, error) = (self.result(), self.result());
        if self.call(&[Span::of(result, 1)], error, || unsafe {
            funnelmath_chain_sensitivity(
                rates, gates, goal, stage, volume, lever, gate, step, size, result, error,
            )
        }) {
            effect(unsafe { &*result });
        }
    }

    fn roll_up(&mut self) {
        let (fitting, people) = (self.input.below(MOST), self.input.below(4));
        let (gates, members) = (self.length(fitting), self.length(people));
        let rates = self.rates(gates.saturating_mul(members));
        let (entries, values) = (self.amounts(members), self.amounts(members));
        let stages = gates.saturating_add(1);
        let (volumes, implied) = (self.results::<f64>(stages), self.results(gates));
        let (total, error) = (self.result::<funnelmath_total>(), self.result());
        let results = [Span::of(volumes, stages), Span::of(implied, gates), Span::of(total, 1)];
        if self.call(&results, error, || unsafe {
            funnelmath_roll_up(
                gates, rates, entries, values, members, volumes, implied, total, error,
            )
        }) {
            unsafe { std::slice::from_raw_parts(volumes, stages) }.iter().copied().for_each(amount);
            let implied: &[funnelmath_maybe] =
                unsafe { std::slice::from_raw_parts(implied, gates) };
            implied.iter().for_each(|implied| maybe(implied, rate));
            let total = unsafe { &*total };
            amount(total.revenue);
            maybe(&total.sale_value, amount);
            maybe(&total.overall, rate);
        }
    }

    fn gate(&mut self) -> funnelmath_gate {
        let kind = self.number(3);
        let (a, b) = match (kind, self.input.byte() < 0xe0) {
            (1, true) => (f64::from(self.input.byte() / 32), 8.0),
            (2, true) => (1.0 + f64::from(self.input.byte()), 0.0),
            (_, true) => (self.input.part(), f64::NAN),
            (_, false) => (self.input.any(), self.input.any()),
        };
        funnelmath_gate { kind, reserved: 0, a, b, benchmark: self.maybe(Self::rate) }
    }

    fn funnel_new(&mut self) {
        let fitting = self.input.below(MOST + 1);
        let gates_len = self.length(fitting);
        let gates: Vec<_> = (0..gates_len.min(1_000)).map(|_| self.gate()).collect();
        let gates = self.memory.list(&mut self.input, &gates, gates_len);
        let options = funnelmath_funnel_options {
            struct_size: self.struct_size::<funnelmath_funnel_options>(),
            reserved: 0,
            gates,
            gates_len,
            sale_value: self.maybe(Self::amount),
            sale_value_benchmark: self.maybe(Self::amount),
            calendar: self.calendar(),
            deal_size: self.deal_size(0x10),
        };
        let options = self.memory.structure(&mut self.input, options);
        let (result, error) = (self.result(), self.result());
        if self.call(&[Span::of(result, 1)], error, || unsafe {
            funnelmath_funnel_new(options, result, error)
        }) {
            let last = std::mem::replace(&mut self.funnel, unsafe { *result });
            assert!(!self.funnel.is_null());
            unsafe { funnelmath_funnel_free(last) };
        }
    }

    /// NULL, or as often as so many of 256 times a deal size of any kind.
    fn deal_size(&mut self, often: u8) -> *const funnelmath_deal_size {
        if self.input.byte() >= often {
            return std::ptr::null();
        }
        let fitting = self.input.below(MOST);
        let len = self.length(fitting);
        let size = funnelmath_deal_size {
            struct_size: self.struct_size::<funnelmath_deal_size>(),
            kind: self.number(4),
            mean: self.amount(),
            variation: if self.input.flag() { 0.5 } else { self.amount() },
            sizes: self.amounts(len),
            counts: self.amounts(len),
            len,
        };
        self.memory.structure(&mut self.input, size)
    }

    /// A distribution of revenue, and what it says.
    fn revenue(&mut self) {
        let fitting = self.input.below(3);
        let gates = self.length(fitting);
        let (rate, inputs) = (self.rate(), f64::from(self.input.byte()));
        let (a, b) = (self.amounts(gates), self.amounts(gates));
        let (size, threshold, error) = (self.deal_size(0xff), self.amount(), self.result());
        let result = self.result::<*mut funnelmath_revenue>();
        if !self.call(&[Span::of(result, 1)], error, || unsafe {
            funnelmath_revenue_new(rate, a, b, gates, inputs, size, result, error)
        }) {
            return;
        }
        let revenue = unsafe { *result };
        let chance = self.result::<funnelmath_probability>();
        if self.call(&[Span::of(chance, 1)], error, || unsafe {
            funnelmath_revenue_at_least(revenue, threshold, chance, error)
        }) {
            let chance = unsafe { &*chance };
            self::rate(chance.value);
            self::rate(chance.complement);
            assert!(chance.method < 5 && chance.reserved == 0);
        }
        let (p, quantile) = (self.rate(), self.result::<funnelmath_quantile>());
        if self.call(&[Span::of(quantile, 1)], error, || unsafe {
            funnelmath_revenue_quantile(revenue, p, quantile, error)
        }) {
            let quantile = unsafe { &*quantile };
            maybe(&quantile.value, amount);
            assert!(quantile.method < 5 && quantile.reserved == 0);
        }
        unsafe { funnelmath_revenue_free(revenue) };
    }

    /// A handle: the one there is, or NULL, or one that cannot be.
    fn handle<T>(&mut self, handle: *mut T) -> *mut T {
        match self.input.byte() {
            0xff => null_mut(),
            0xfe => handle.wrapping_byte_add(1),
            _ => handle,
        }
    }

    fn plan_new(&mut self) {
        let goal = self.goal(MOST);
        let entries_len = if self.input.flag() { 0 } else { self.length(MOST + 1) };
        let entries = self.amounts(entries_len);
        let target = funnelmath_target {
            struct_size: self.struct_size::<funnelmath_target>(),
            per: self.number(5),
            goal,
            activity_per: self.number(5),
            policy: self.number(3),
            activity_stage: if self.input.flag() { 0 } else { self.index(MOST) },
            actual: self.maybe(Self::amount),
            reached: self.maybe(Self::amount),
            left_kind: self.number(3),
            reserved: u32::from(self.input.byte() == 0xff),
            left: self.rate(),
            elapsed_days: self.amount(),
            total_days: self.amount(),
            entries,
            entries_len,
            confidence: self.maybe(Self::amount),
            prior_a: self.amount(),
            prior_b: self.amount(),
            deal_size: self.deal_size(0x10),
        };
        let target = self.memory.structure(&mut self.input, target);
        let (result, error) = (self.result(), self.result());
        let funnel = self.handle(self.funnel);
        if self.call(&[Span::of(result, 1)], error, || unsafe {
            funnelmath_plan_new(funnel, target, result, error)
        }) {
            let last = std::mem::replace(&mut self.plan, unsafe { *result });
            assert!(!self.plan.is_null());
            unsafe { funnelmath_plan_free(last) };
            self.whole_plan();
        }
    }

    /// Everything that a plan says, with sound pointers.
    fn whole_plan(&self) {
        let plan = self.plan;
        let mut summary = std::mem::MaybeUninit::<funnelmath_plan_summary>::uninit();
        let ok = funnelmath_status::Ok;
        let summary = unsafe {
            assert_eq!(funnelmath_plan_summarize(plan, summary.as_mut_ptr(), null_mut()), ok);
            summary.assume_init()
        };
        if unreachable(&summary.unreachable) {
            assert!(summary.periods == 0);
        }
        maybe(&summary.gauge, amount);
        maybe(&summary.attainment, finite);
        maybe(&summary.landing, finite);
        for index in 0..summary.effects {
            let mut found = std::mem::MaybeUninit::uninit();
            unsafe {
                let status =
                    funnelmath_plan_get_effect(plan, index, found.as_mut_ptr(), null_mut());
                assert_eq!(status, ok);
                effect(found.assume_init_ref());
            }
        }
        for index in 0..summary.periods {
            let mut found = std::mem::MaybeUninit::uninit();
            let period = unsafe {
                let status =
                    funnelmath_plan_get_period(plan, index, found.as_mut_ptr(), null_mut());
                assert_eq!(status, ok);
                found.assume_init()
            };
            assert!(period.period < 5 && period.reserved == 0);
            amount(period.goal);
            maybe(&period.revenue, amount);
            maybe(&period.attainment, amount);
            for stage in 0..summary.stages {
                let mut found = std::mem::MaybeUninit::uninit();
                unsafe {
                    let found_at = found.as_mut_ptr();
                    let status =
                        funnelmath_plan_get_stage(plan, index, stage, found_at, null_mut());
                    assert_eq!(status, ok);
                    whole(found.assume_init_ref());
                }
            }
        }
    }

    fn plan_read(&mut self) {
        let plan = self.handle(self.plan);
        let (index, stage) = (self.index(2), self.index(MOST));
        let error = self.result();
        match self.input.below(4) {
            0 => {
                let result = self.result();
                self.call(&[Span::of(result, 1)], error, || unsafe {
                    funnelmath_plan_summarize(plan, result, error)
                });
            }
            1 => {
                let result = self.result();
                self.call(&[Span::of(result, 1)], error, || unsafe {
                    funnelmath_plan_get_period(plan, index, result, error)
                });
            }
            2 => {
                let result = self.result();
                self.call(&[Span::of(result, 1)], error, || unsafe {
                    funnelmath_plan_get_stage(plan, index, stage, result, error)
                });
            }
            _ => {
                let result = self.result();
                self.call(&[Span::of(result, 1)], error, || unsafe {
                    funnelmath_plan_get_effect(plan, stage, result, error)
                });
            }
        }
    }

    fn shares(&mut self) {
        let (which, a, b) = (self.input.below(3), self.amount(), self.amount());
        let win_rate = self.rate();
        let (result, error) = (self.result(), self.result());
        if self.call(&[Span::of(result, 1)], error, || unsafe {
            match which {
                0 => funnelmath_activity_gauge(a, b, result, error),
                1 => funnelmath_attainment(a, b, result, error),
                _ => funnelmath_required_coverage(win_rate, result, error),
            }
        }) {
            // Refunds can make what was booked negative.
            maybe(unsafe { &*result }, if which == 1 { finite } else { amount });
        }
    }

    fn velocity(&mut self) {
        let (count, value, win_rate) = (self.amount(), self.amount(), self.rate());
        let (days, error) = (self.amount(), self.result());
        if self.input.flag() {
            let result = self.result();
            if self.call(&[Span::of(result, 1)], error, || unsafe {
                funnelmath_velocity_per_day(count, value, win_rate, days, result, error)
            }) {
                maybe(unsafe { &*result }, amount);
            }
            return;
        }
        let (lever, by) = (self.number(4), self.input.any());
        let result = self.result::<funnelmath_velocity_effect>();
        if self.call(&[Span::of(result, 1)], error, || unsafe {
            funnelmath_velocity_lever_effect(count, value, win_rate, days, lever, by, result, error)
        }) {
            let result = unsafe { &*result };
            assert!(result.capped <= 1 && result.reserved == 0);
            if lever == 2 {
                rate(result.to)
            } else {
                amount(result.to)
            }
            maybe(&result.per_day, amount);
            maybe(&result.change, finite);
        }
    }

    fn pipeline(&mut self) {
        let fitting = self.input.below(MOST + 1);
        let deals = self.length(fitting);
        let (values, chances) = (self.amounts(deals), self.rates(deals));
        let (result, error) = (self.result::<funnelmath_pipeline>(), self.result());
        if self.call(&[Span::of(result, 1)], error, || unsafe {
            funnelmath_weighted_pipeline(values, chances, deals, result, error)
        }) {
            let result = unsafe { &*result };
            [result.total, result.weighted, result.deviation].into_iter().for_each(amount);
        }
    }

    fn coverage(&mut self) {
        let (pipeline, quota, booked) = (self.amount(), self.amount(), self.amount());
        let (result, error) = (self.result::<funnelmath_covered>(), self.result());
        if self.call(&[Span::of(result, 1)], error, || unsafe {
            funnelmath_coverage(pipeline, quota, booked, result, error)
        }) {
            let result = unsafe { &*result };
            maybe(&result.ratio, amount);
            maybe(&result.cushion, finite);
            maybe(&result.surplus, amount);
        }
    }

    fn solve(&mut self) {
        let fitting = self.input.below(MOST + 1);
        let gates = self.length(fitting);
        let stages = gates.saturating_add(1);
        let (volumes, rates) = (self.maybes(stages, Self::amount), self.maybes(gates, Self::rate));
        let (value, revenue) = (self.maybes(1, Self::amount), self.maybes(1, Self::amount));
        let (found_volumes, found_rates) = (self.results(stages), self.results(gates));
        let (solution, error) = (self.result::<funnelmath_solution>(), self.result());
        let results =
            [Span::of(found_volumes, stages), Span::of(found_rates, gates), Span::of(solution, 1)];
        if !self.call(&results, error, || unsafe {
            let (volumes_to, rates_to) = (found_volumes, found_rates);
            funnelmath_solve(
                volumes, rates, gates, value, revenue, volumes_to, rates_to, solution, error,
            )
        }) {
            return;
        }
        let (volumes, rates): (&[funnelmath_solved], &[funnelmath_solved]) = unsafe {
            let rates = std::slice::from_raw_parts(found_rates, gates);
            (std::slice::from_raw_parts(found_volumes, stages), rates)
        };
        let solution = unsafe { &*solution };
        let consistent = solution.conflict.kind == 0;
        volumes.iter().for_each(|volume| answer(volume, f64::MAX, gates));
        rates.iter().for_each(|rate| answer(rate, 1.0, gates));
        answer(&solution.sale_value, f64::MAX, gates);
        answer(&solution.revenue, f64::MAX, gates);
        assert!(solution.undetermined <= 2 * stages as u64 + 1);
        let conflict = &solution.conflict;
        assert!(conflict.kind <= 2 && conflict.reserved == 0 && conflict.to <= stages as u64);
        [conflict.expected, conflict.given, conflict.best].into_iter().for_each(amount);
        maybe(&conflict.takes, finite);
        assert!(!consistent || conflict.from == 0 && conflict.to == 0 && conflict.takes.known == 0);
    }

    /// An error of any bits, and a place for its sentence of any kind.
    fn format(&mut self) {
        let [mut index, mut value] = [0_u64; 2];
        if self.input.flag() {
            index = self.index(100);
            value = self.input.any().to_bits();
        }
        let status = self.input.byte();
        let said = funnelmath_error {
            status: if self.input.flag() { u32::from(status) } else { u32::from(status % 40) },
            field: u32::from(self.input.byte()),
            has_index: u32::from(self.input.byte() & 1),
            has_inner_index: u32::from(self.input.byte() & 1),
            has_value: u32::from(self.input.byte() & 1),
            has_limit: u32::from(self.input.byte() & 1),
            has_parameter: u32::from(self.input.byte() & 1),
            parameter: u32::from(self.input.byte()),
            index,
            inner_index: index,
            value: f64::from_bits(value),
            limit: f64::from_bits(value),
        };
        let said = self.memory.structure(&mut self.input, said);
        let capacity = match self.input.byte() {
            0xff => usize::MAX,
            0xfe => isize::MAX as usize + 1,
            byte => usize::from(byte),
        };
        let (buffer, length) = (self.results::<u8>(capacity), self.result::<usize>());
        let (text, size) = (Span::of(buffer, capacity), Span::of(length, 1));
        let written = self.call(&[text, size], null_mut(), || unsafe {
            funnelmath_error_message(said, buffer.cast(), capacity, length)
        });
        if written && capacity > 0 && !text.overlaps(&size) {
            let text = unsafe { std::slice::from_raw_parts(buffer, capacity) };
            let text = CStr::from_bytes_until_nul(text).unwrap();
            let text = text.to_str().unwrap();
            let length = unsafe { *length };
            assert!(length > 0 && text.len() == length.min(capacity - 1), "{text}: {length}");
        }
    }
}

/// Every error that a call gives has a name and a sentence.
fn spelled(error: &funnelmath_error) {
    let mut text = [0x5a_u8; 256];
    let mut length = usize::MAX;
    // SAFETY: places of our own; the name is static.
    let name = unsafe {
        let (buffer, capacity) = (text.as_mut_ptr().cast(), text.len());
        let status = funnelmath_error_message(error, buffer, capacity, &raw mut length);
        assert_eq!(status, funnelmath_status::Ok);
        CStr::from_ptr(funnelmath_status_name(error.status))
    };
    assert!(length > 5 && name != c"unknown" && name != c"ok");
    assert!(CStr::from_bytes_until_nul(&text).unwrap().to_str().is_ok());
}
