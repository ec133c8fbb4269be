namespace K8tre.Benchmarks.Deployments;

/// <summary>A resource to create, once others are there.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="Type">Its type, which says how long it takes.</param>
/// <param name="After">What has to be there before.</param>
internal sealed record Work(string Name, string Type, List<Work> After);
