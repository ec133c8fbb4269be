namespace K8tre.Automation.Conformance;

/// <summary>What one check found.</summary>
/// <param name="Name">The check: <c>types</c>, <c>schema</c> or <c>differential</c>.</param>
/// <param name="Checked">How many resources it looked at.</param>
/// <param name="Problems">What it found.</param>
internal sealed record CheckResult(string Name, int Checked, IReadOnlyList<Problem> Problems);
