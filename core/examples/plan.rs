//! The main job: from a goal to a plan, what would improve it, and how sure it is. `cargo run --example plan`
//!
//! The program `funnelmath` makes such a plan from numbers of your own:
//! `cargo run -p funnelmath-cli -- plan --help`.

use funnelmath::{
    Calendar, Error, Funnel, Gate, Goal, Period, Plan, Policy, Target, chain::Lever,
    funnel::PeriodPlan, plan::LeftOut,
};

const GOAL: Goal = Goal::Revenue(25_000.0);
const PERIODS: [Period; 2] = [Period::Month, Period::Week];

fn main() -> Result<(), Error> {
    let funnel = coach(0.65, 0.40, 3_400.0, Calendar::COMMON)?;
    let plan = funnel.plan(Target::new(GOAL).actual(5.0))?;
    println!("The coach's example");
    println!("Goal: 25,000 revenue a month at 3,400 a sale. 52 weeks a year. Whole units: up.\n");
    stages(&funnel, &plan);
    gauge(&plan);
    improvements(&funnel, &plan);
    how_sure(&funnel, &plan)?;

    println!("\nThe same week by calendar, and by how whole units are made");
    println!(
        "First appointments a week   exact  up  delivers  nearest  delivers  up_each_stage  delivers"
    );
    for (name, calendar) in [
        ("Common, 52 weeks a year", Calendar::COMMON),
        ("Four-week month, 48 weeks", Calendar::FOUR_WEEK_MONTH),
    ] {
        let funnel = coach(0.65, 0.40, 3_400.0, calendar)?;
        let [exact, ..] = entry(funnel.plan(GOAL)?.activity());
        print!("{name:25}  {exact}");
        for (policy, width) in Policy::ALL.iter().zip([2, 7, 13]) {
            let plan = funnel.plan(Target::new(GOAL).policy(*policy))?;
            let [_, units, delivers] = entry(plan.activity());
            print!("  {units:>width$}  {delivers:>8}");
        }
        println!();
    }

    println!("\nA second coach: 60% and 40%, 3,500 a sale, 25,000 a month of four weeks");
    let second = coach(0.60, 0.40, 3_500.0, Calendar::FOUR_WEEK_MONTH)?;
    gauge(&second.plan(Target::new(GOAL).actual(5.0))?);
    Ok(())
}

fn coach(proposals: f64, sales: f64, value: f64, calendar: Calendar) -> Result<Funnel, Error> {
    Funnel::builder()
        .entry("First appointments")
        .gate("Proposals", Gate::new(proposals)?)
        .gate("Sales", Gate::new(sales)?)
        .sale_value(value)
        .calendar(calendar)
        .build()
}

/// What each stage needs, and what the whole first appointments deliver.
fn stages(funnel: &Funnel, plan: &Plan) {
    println!("                           a month         a week");
    println!("Stage                rate    exact  whole   exact  whole");
    for (stage, name) in funnel.names().iter().enumerate() {
        let gate = stage.checked_sub(1).and_then(|gate| funnel.gates().get(gate));
        print!("{name:18}  {:>5}", gate.map_or(String::new(), |gate| percent(gate.rate().get())));
        for (period, width) in PERIODS.into_iter().zip([7, 6]) {
            if let Some(stage) = plan.period(period).and_then(|plan| plan.stage(name)) {
                print!("  {:width$.4}  {:5}", stage.whole.exact, stage.whole.units);
            }
        }
        println!();
    }
    println!();
    for period in &plan.periods {
        let (per, [_, units, delivers]) = (period.period.name(), entry(Some(period)));
        let (revenue, goal) = (period.delivers.revenue.unwrap_or(0.0), period.goal);
        print!("{units} First appointments a {per} deliver {delivers} of the goal: ");
        println!("{} of {}.", thousands(revenue), thousands(goal));
    }
    println!();
}

fn gauge(plan: &Plan) {
    let [needed, ..] = entry(plan.activity());
    let [gauge, landing] =
        [plan.pace.gauge, plan.pace.landing].map(|share| share.map_or(String::new(), percent));
    println!("Activity gauge: {gauge} (5 made of {needed} required a week; target 100%)");
    println!("Attainment:     {landing} of the goal at that pace");
}

fn improvements(funnel: &Funnel, plan: &Plan) {
    println!("\nWhat an improvement changes");
    println!("(required: First appointments a week; revenue: what those made bring)");
    println!("Improve      from     to  required    then  change  revenue");
    for effect in &plan.sensitivity {
        let (name, show): (_, fn(f64) -> String) = match effect.lever {
            Lever::Gate(gate) => (funnel.names().get(gate + 1).map_or("", String::as_str), percent),
            Lever::SaleValue => ("Sale value", thousands),
        };
        print!("{name:10}  {:>5}  {:>5}", show(effect.from), show(effect.to));
        if let (Some(before), Some(after), Some(less), Some(more)) = (
            effect.required_before,
            effect.required_after,
            effect.required_change(),
            effect.revenue_change(),
        ) {
            let (less, more) = (100.0 * less, 100.0 * more);
            println!("    {before:.4}  {after:.4}  {less:>+5.1}%  {more:>+6.1}%");
        }
    }
}

/// The chance of the plan, and the plans that are surer.
fn how_sure(funnel: &Funnel, plan: &Plan) -> Result<(), Error> {
    let surer = |confidence| funnel.plan(Target::new(GOAL).confidence(confidence));
    println!("\nHow sure that is");
    for period in PERIODS {
        let (per, [_, units, _]) = (period.name(), entry(plan.period(period)));
        let chance = surer(0.9)?.chance(period).map_or(0.0, |chance| 100.0 * chance.value);
        print!("{units} First appointments a {per} reach the goal in {chance:.0} of 100 months");
        println!(": a coin toss.");
    }
    println!("To be surer, First appointments  a month  more  a week  more  chance");
    for confidence in [0.8, 0.9, 0.95] {
        let Some(sure) = surer(confidence)?.confident else { continue };
        print!("{:31}", percent(confidence));
        for (period, width) in PERIODS.into_iter().zip([7, 6]) {
            let units = |plan: Option<&PeriodPlan>| {
                plan.and_then(|plan| plan.stage_at(0)).map_or(0.0, |stage| stage.whole.units)
            };
            let (more, now) = (units(sure.period(period)), units(plan.period(period)));
            print!("  {more:width$}  {:>+4}", more - now);
        }
        println!("  {:>6}", percent(sure.chance.value));
        assert!(sure.leaves_out.contains(LeftOut::DealSizes));
    }
    println!("All rates are taken as known; counts (--gate Sales=2/5) would say how well.");
    println!(
        "Every sale is taken to be worth 3,400; varying sales are less sure (--value-variation)."
    );
    Ok(())
}

/// First appointments in a period: exact, whole, and what the whole ones deliver.
fn entry(plan: Option<&PeriodPlan>) -> [String; 3] {
    plan.and_then(|plan| plan.stage("First appointments")).map_or_else(Default::default, |stage| {
        let delivers = stage.whole.delivers().map_or(String::new(), percent);
        [format!("{:.4}", stage.whole.exact), stage.whole.units.to_string(), delivers]
    })
}

fn percent(share: f64) -> String {
    format!("{:.1}%", 100.0 * share)
}

/// 25636 as 25,636.
fn thousands(amount: f64) -> String {
    let text = format!("{amount:.0}");
    match text.split_at_checked(text.len().saturating_sub(3)) {
        Some((thousands, rest)) if !thousands.is_empty() => format!("{thousands},{rest}"),
        _ => text,
    }
}
