using System.Collections.Concurrent;
using K8tre.Automation.Planning;
using K8tre.PlanModel;
using K8tre.Tests.Rules;

namespace K8tre.Tests.Stacks;

/// <summary>
/// The plan of a stack of this repository: the real program in a process of its own, over gRPC. Made once for all classes of tests.
/// </summary>
public abstract class StackPlan(string stack) : IAsyncLifetime
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<(Plan Plan, RecordedInputs Recorded)>>> Made = [];

    private RecordedInputs _recorded = null!;

    internal Plan Plan { get; private set; } = null!;

    /// <summary>The plan as the rules of the catalogue look at it.</summary>
    internal RulePlan Rules => new(Plan, _recorded.ByUrn);

    internal PlanResource this[string type, string name] =>
        Plan.Resources.Single(resource => resource.Type == type && resource.Name == name);

    public async Task InitializeAsync() => (Plan, _recorded) = await Made.GetOrAdd(stack, name => new(() => MakeAsync(name))).Value;

    public Task DisposeAsync() => Task.CompletedTask;

    private static async Task<(Plan Plan, RecordedInputs Recorded)> MakeAsync(string stack)
    {
        var recorded = new RecordedInputs();
        var plan = await PlanRun.ExecuteAsync(
            new() { ProjectDirectory = Repository.Root, Stack = stack, Provider = recorded }, CancellationToken.None);
        return (plan, recorded);
    }

    /// <inheritdoc cref="PlanOrder.ComesAfter"/>
    internal bool ComesAfter(PlanResource later, PlanResource earlier) => Plan.ComesAfter(later, earlier);
}

/// <summary>The plan of the stack <c>dev</c>.</summary>
public sealed class DevPlan() : StackPlan("dev");

/// <summary>The plan of the stack <c>onprem</c>.</summary>
public sealed class OnPremPlan() : StackPlan("onprem");

/// <summary>The plan of the stack <c>azure-dev</c>.</summary>
public sealed class AzureDevPlan() : StackPlan("azure-dev");

/// <summary>The plan of the stack <c>prod</c>.</summary>
public sealed class ProdPlan() : StackPlan("prod");

/// <summary>The plan of the stack <c>aws-dev</c>.</summary>
public sealed class AwsDevPlan() : StackPlan("aws-dev");

/// <summary>The plan of the stack <c>aws</c>.</summary>
public sealed class AwsPlan() : StackPlan("aws");
