using K8tre.PlanModel;
using K8tre.Tests.Rules;
using K8tre.Tests.Stacks;

namespace K8tre.Tests.Needs;

/// <summary>The plans of all stacks of this repository, made once for the tests of a class.</summary>
public sealed class PlannedStacks : IAsyncLifetime
{
    private readonly StackPlan[] _stacks =
        [new DevPlan(), new OnPremPlan(), new AzureDevPlan(), new ProdPlan(), new AwsDevPlan(), new AwsPlan()];

    /// <summary>The plans.</summary>
    internal IEnumerable<Plan> Plans => _stacks.Select(stack => stack.Plan);

    /// <summary>The plans with the files that they place on hosts.</summary>
    internal IEnumerable<(Plan Plan, RulePlan Rules)> WithFiles => _stacks.Select(stack => (stack.Plan, stack.Rules));

    /// <summary>The plan of a stack.</summary>
    internal Plan this[string stack] => Plans.Single(plan => plan.Stack == stack);

    public async Task InitializeAsync()
    {
        foreach (var stack in _stacks)
            await stack.InitializeAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;
}
