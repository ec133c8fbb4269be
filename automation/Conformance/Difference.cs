namespace K8tre.Automation.Conformance;

/// <summary>A difference between two registrations of a resource.</summary>
/// <param name="Path">The property. Empty for an option.</param>
/// <param name="Message">Description of the difference.</param>
internal sealed record Difference(string Path, string Message);
