using K8tre.Automation.Plans;

namespace K8tre.Tests.Stacks;

/// <summary>The plan of a stack of this repository: the real program in a process of its own, over gRPC. Made once for all tests that look at it.</summary>
public abstract class StackPlan(string stack) : IAsyncLifetime
{
    internal Plan Plan { get; private set; } = null!;

    internal PlanResource this[string type, string name] =>
        Plan.Resources.Single(resource => resource.Type == type && resource.Name == name);

    public async Task InitializeAsync() =>
        Plan = await PlanRun.ExecuteAsync(new() { ProjectDirectory = Repository.Root, Stack = stack }, CancellationToken.None);

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>Whether one resource waits for another: by a value, by its provider, or by what its parent waits for.</summary>
    internal bool ComesAfter(PlanResource later, PlanResource earlier)
    {
        var byUrn = Plan.Resources.ToDictionary(resource => resource.Urn);
        var seen = new HashSet<string>();
        var ahead = new Queue<string>([later.Urn]);
        while (ahead.TryDequeue(out var urn))
        {
            if (!seen.Add(urn))
                continue;
            var resource = byUrn[urn];
            foreach (var next in resource.Dependencies.Append(resource.Provider).OfType<string>())
                ahead.Enqueue(next);
        }
        return later != earlier && seen.Contains(earlier.Urn);
    }
}

/// <summary>The plan of the stack <c>dev</c>.</summary>
public sealed class DevPlan() : StackPlan("dev");

/// <summary>The plan of the stack <c>onprem</c>.</summary>
public sealed class OnPremPlan() : StackPlan("onprem");
