namespace K8tre.Automation.Conformance;

/// <summary>What differs between two registrations of a resource.</summary>
/// <param name="Path">The property; empty for an option.</param>
/// <param name="Message">How it differs.</param>
internal sealed record Difference(string Path, string Message);
