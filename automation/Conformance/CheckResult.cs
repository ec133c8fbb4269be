namespace K8tre.Automation.Conformance;

/// <summary>The result of a check.</summary>
/// <param name="Name">Name of the check: <c>types</c>, <c>schema</c> or <c>differential</c>.</param>
/// <param name="Checked">Number of checked resources.</param>
/// <param name="Problems">The problems.</param>
internal sealed record CheckResult(string Name, int Checked, IReadOnlyList<Problem> Problems);
