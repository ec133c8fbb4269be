namespace K8tre.Automation.Operations.Stages;

/// <summary>A stage of an operation.</summary>
/// <param name="Name">Name: <c>plan</c>, <c>check</c>, <c>approve</c>, <c>apply</c>, <c>verify</c> or <c>record</c>.</param>
/// <param name="RunAsync">Runs the stage and returns its result in a few words.</param>
internal sealed record Stage(string Name, Func<Task<string>> RunAsync);
