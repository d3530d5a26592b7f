use super::*;

#[test]
fn a_small_machine_is_told_before_it_starts() {
    let needed = estimate::memory(1_000_000, 10_000_000, estimate::block(10_000_000));
    assert!(needed > 1_500_000_000, "{needed}");
    let usual = estimate::memory(1_000_000, 1000, estimate::block(1000));
    assert!(usual < 500_000_000, "{usual}");
}
