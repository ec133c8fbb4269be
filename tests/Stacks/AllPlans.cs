using K8tre.PlanModel;

namespace K8tre.Tests.Stacks;

/// <summary>The plans of all example stacks, made once for a class of tests.</summary>
public sealed class AllPlans : IAsyncLifetime
{
    private readonly StackPlan[] _stacks =
        [new DevPlan(), new OnPremPlan(), new AzureDevPlan(), new ProdPlan(), new AwsDevPlan(), new AwsPlan()];

    /// <summary>The plans.</summary>
    internal IReadOnlyList<Plan> Plans => [.. _stacks.Select(stack => stack.Plan)];

    /// <summary>The resources of all plans.</summary>
    internal IEnumerable<PlanResource> Resources => Plans.SelectMany(plan => plan.Resources);

    public async Task InitializeAsync()
    {
        foreach (var stack in _stacks)
            await stack.InitializeAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;
}
