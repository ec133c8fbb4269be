using K8tre.Components.Azure.Monitoring;

namespace K8tre.Tests.Azure.Monitoring;

public sealed class CostBudgetTests
{
    private static readonly CostBudgetArgs Valid = new()
    {
        SubscriptionId = AzureComponents.Scope.SubscriptionId,
        ResourceGroups = ["rg-k8tre-dev", "rg-k8tre-dev-nodes"],
        MonthlyAmount = 1500,
        From = new(2026, 3, 1),
        Mails = ["tre@example.org"],
    };

    [Fact]
    public async Task Only_the_given_resource_groups_count()
    {
        var budget = await BudgetAsync();

        AzureComponents.AssertJson(
            """{"dimensions":{"name":"ResourceGroupName","operator":"In","values":["rg-k8tre-dev","rg-k8tre-dev-nodes"]}}""",
            Json.Of(budget["filter"]));
        Assert.Equal($"/subscriptions/{AzureComponents.Scope.SubscriptionId}", budget["scope"]);
    }

    [Fact]
    public async Task Emails_are_sent_at_80_and_100_percent_and_at_a_forecast_of_100()
    {
        var notifications = Json.Of((await BudgetAsync())["notifications"])!.AsObject();

        Assert.Equal(
            [(80.0, "Actual"), (100.0, "Actual"), (100.0, "Forecasted")],
            notifications.OrderBy(pair => pair.Key == "actual-80" ? 0 : 1).ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => ((double)pair.Value!["threshold"]!, (string)pair.Value!["thresholdType"]!)));
        Assert.All(notifications, pair => AzureComponents.AssertJson("""["tre@example.org"]""", pair.Value!["contactEmails"]));
    }

    [Fact]
    public async Task It_starts_in_the_month_given_on_every_run() =>
        AzureComponents.AssertJson("""{"startDate":"2026-03-01T00:00:00Z"}""", Json.Of((await BudgetAsync())["timePeriod"]));

    [Fact]
    public void A_day_other_than_the_first_of_a_month_is_refused() =>
        Assert.Equal(nameof(CostBudgetArgs.From), Assert.Throws<ArgumentOutOfRangeException>(() => Valid with
        {
            From = new(2026, 3, 2),
        }).ParamName);

    [Theory, InlineData(0), InlineData(-1)]
    public void An_amount_of_zero_or_less_is_refused(double amount) =>
        Assert.Equal(nameof(CostBudgetArgs.MonthlyAmount), Assert.Throws<ArgumentOutOfRangeException>(() => Valid with
        {
            MonthlyAmount = amount,
        }).ParamName);

    [Fact]
    public void A_budget_without_addresses_is_refused() =>
        Assert.Equal(nameof(CostBudgetArgs.Mails), Assert.Throws<ArgumentException>(() => Valid with { Mails = [] }).ParamName);

    private static async Task<IReadOnlyDictionary<string, object>> BudgetAsync()
    {
        var graph = await ResourceGraph.OfAsync(options => new CostBudget("budget", Valid, options));
        Assert.Empty(graph.Orphans);
        return graph.Requests["budget"].Inputs;
    }
}
