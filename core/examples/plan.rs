//! The main job: from a goal to a plan, what would improve it, and how sure it is. `cargo run --example plan`
//!
//! The program `funnelmath` makes such a plan from numbers of your own:
//! `cargo run -p funnelmath-cli -- plan --help`.

use funnelmath::{
    Calendar, Error, Funnel, Gate, Goal, Lever, Period, PeriodPlan, Plan, Policy, Target,
};

fn main() -> Result<(), Error> {
    let goal = Goal::Revenue(25_000.0);
    let funnel = coach(0.65, 0.40, 3_400.0, Calendar::COMMON)?;
    let plan = funnel.plan(Target::new(goal).actual(5.0))?;
    println!("The coach's example");
    println!("Goal: 25,000 revenue a month at 3,400 a sale. 52 weeks a year. Whole units: up.\n");
    println!("                            a month         a week");
    println!("Stage                 rate    exact  whole   exact  whole");
    let [month, week] = plan.periods.as_slice() else { return Ok(()) };
    let rates = funnel.gates().iter().map(|gate| percent(gate.rate().get()));
    let rates = [String::new()].into_iter().chain(rates);
    for ((month, week), rate) in month.stages.iter().zip(&week.stages).zip(rates) {
        let (name, month, week) = (&month.name, month.whole, week.whole);
        print!("{name:18}  {rate:>6}  {:7.4}  {:5}", month.exact, month.units);
        println!("  {:6.4}  {:5}", week.exact, week.units);
    }
    println!();
    for period in [month, week] {
        let (per, [_, units, delivers]) = (period.period.name(), entry(period));
        let (revenue, goal) = (period.delivers.revenue.map(thousands), thousands(period.goal));
        let revenue = revenue.unwrap_or_default();
        println!(
            "{units} First appointments a {per} deliver {delivers} of the goal: {revenue} of {goal}."
        );
    }
    println!();
    gauge(&plan);

    println!("\nWhat an improvement changes");
    println!("(required: First appointments a week; revenue: what those made bring)");
    println!("Improve       from      to  required    then  change  revenue");
    for effect in &plan.sensitivity {
        let (what, show): (_, fn(f64) -> String) = match effect.lever {
            Lever::Gate(gate) => (funnel.names().get(gate + 1).map_or("", String::as_str), percent),
            Lever::SaleValue => ("Sale value", thousands),
        };
        let required =
            [effect.required_before, effect.required_after].map(Option::unwrap_or_default);
        let changes =
            [effect.required_change(), effect.revenue_change()].map(Option::unwrap_or_default);
        print!("{what:10}  {:>6}  {:>6}    ", show(effect.from), show(effect.to));
        print!("{:.4}  {:.4}", required[0], required[1]);
        println!("  {:+.1} %  {:>+5.1} %", 100.0 * changes[0], 100.0 * changes[1]);
    }

    println!("\nHow sure that is");
    let sure = funnel.plan(Target::new(goal).confidence(0.9))?.confident;
    for (period, chance) in [month, week].iter().zip(sure.iter().flat_map(|sure| &sure.expected)) {
        let (per, [_, units, _]) = (period.period.name(), entry(period));
        let of_100 = 100.0 * chance.value;
        println!(
            "{units} First appointments a {per} reach the goal in {of_100:.0} of 100 months: a coin toss."
        );
    }
    println!("To be surer, First appointments  a month  more  a week  more  chance");
    for confidence in [0.8, 0.9, 0.95] {
        let Some(sure) = funnel.plan(Target::new(goal).confidence(confidence))?.confident else {
            continue;
        };
        print!("{:31}", percent(confidence));
        for (surer, expected) in sure.periods.iter().zip([month, week]) {
            let units =
                |period: &PeriodPlan| period.stages.first().map_or(0.0, |stage| stage.whole.units);
            let width = if surer.period == Period::Month { 7 } else { 6 };
            print!("  {:width$}  {:>+4}", units(surer), units(surer) - units(expected));
        }
        println!("  {:>6}", percent(sure.chance.value));
    }
    println!("All rates are taken as known; counts (--gate Sales=2/5) would say how well.");
    println!(
        "Every sale is taken to be worth 3,400; varying sales are less sure (--value-variation)."
    );

    println!("\nThe same week by calendar, and by how whole units are made");
    println!(
        "First appointments a week   exact  up  delivers  nearest  delivers  up_each_stage  delivers"
    );
    for (name, calendar) in [
        ("Common, 52 weeks a year", Calendar::COMMON),
        ("Four-week month, 48 weeks", Calendar::FOUR_WEEK_MONTH),
    ] {
        let funnel = coach(0.65, 0.40, 3_400.0, calendar)?;
        print!("{name:25}");
        for (policy, width) in Policy::ALL.iter().zip([2, 7, 13]) {
            let plan = funnel.plan(Target::new(goal).policy(*policy))?;
            let [exact, units, delivers] = plan.periods.last().map(entry).unwrap_or_default();
            if *policy == Policy::Up {
                print!("  {exact}");
            }
            print!("  {units:>width$}  {delivers:>8}");
        }
        println!();
    }

    println!("\nA second coach: 60 % and 40 %, 3,500 a sale, 25,000 a month of four weeks");
    gauge(
        &coach(0.60, 0.40, 3_500.0, Calendar::FOUR_WEEK_MONTH)?
            .plan(Target::new(goal).actual(5.0))?,
    );
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

/// First appointments in a period: exact, whole, and what the whole ones deliver.
fn entry(period: &PeriodPlan) -> [String; 3] {
    period.stages.first().map_or_else(Default::default, |stage| {
        let delivers = stage.whole.delivers().map(percent).unwrap_or_default();
        [format!("{:.4}", stage.whole.exact), stage.whole.units.to_string(), delivers]
    })
}

fn gauge(plan: &Plan) {
    let [needed, ..] = plan.periods.last().map(entry).unwrap_or_default();
    let [gauge, attained] =
        [plan.pace.gauge, plan.pace.landing].map(|share| share.map(percent).unwrap_or_default());
    println!("Activity gauge: {gauge} (5 made of {needed} required a week; target 100 %)");
    println!("Attainment:     {attained} of the goal at that pace");
}

fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

/// 25636 as 25,636.
fn thousands(amount: f64) -> String {
    let text = format!("{amount:.0}");
    match text.split_at_checked(text.len().saturating_sub(3)) {
        Some((thousands, rest)) if !thousands.is_empty() => format!("{thousands},{rest}"),
        _ => text,
    }
}
