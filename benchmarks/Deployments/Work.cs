namespace K8tre.Benchmarks.Deployments;

/// <summary>A resource to create, with its dependencies.</summary>
/// <param name="Name">Name in the report.</param>
/// <param name="Type">Type of the resource. Its creation time depends on it.</param>
/// <param name="After">Dependencies.</param>
internal sealed record Work(string Name, string Type, List<Work> After);
