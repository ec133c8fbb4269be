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

    /// <inheritdoc cref="PlanOrder.ComesAfter"/>
    internal bool ComesAfter(PlanResource later, PlanResource earlier) => Plan.ComesAfter(later, earlier);
}

/// <summary>The plan of the stack <c>dev</c>.</summary>
public sealed class DevPlan() : StackPlan("dev");

/// <summary>The plan of the stack <c>onprem</c>.</summary>
public sealed class OnPremPlan() : StackPlan("onprem");

/// <summary>The plan of the stack <c>azure-dev</c>.</summary>
public sealed class AzureDevPlan() : StackPlan("azure-dev");
