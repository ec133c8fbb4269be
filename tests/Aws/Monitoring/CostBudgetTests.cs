using K8tre.Components.Aws.Monitoring;

namespace K8tre.Tests.Aws.Monitoring;

public sealed class CostBudgetTests
{
    private static readonly CostBudgetArgs Valid = new() { BudgetName = "tre", MonthlyAmount = 1234.5m, Mails = ["tre@example.org"] };

    [Fact]
    public async Task Mails_go_out_at_80_and_at_100_percent_and_when_it_will_be_more()
    {
        var budget = (await OfAsync(Valid)).Asked("budget");

        Assert.Equal(
            ("1234.5", "USD", "MONTHLY", "COST"),
            ((string?)budget["limitAmount"], (string?)budget["limitUnit"], (string?)budget["timeUnit"], (string?)budget["budgetType"]));
        Assert.Equal(
            ["ACTUAL 80 [\"tre@example.org\"]", "ACTUAL 100 [\"tre@example.org\"]", "FORECASTED 100 [\"tre@example.org\"]"],
            budget["notifications"]!.AsArray()
                .Select(mail => $"{mail!["notificationType"]} {mail["threshold"]} {mail["subscriberEmailAddresses"]!.ToJsonString()}"));
        Assert.Null(budget["costFilters"]);
    }

    [Fact]
    public async Task A_tag_limits_what_is_counted()
    {
        var budget = (await OfAsync(Valid with { Tag = new("k8tre/stack", "dev") })).Asked("budget");

        Assert.Equal("""[{"name":"TagKeyValue","values":["user:k8tre/stack$dev"]}]""", budget["costFilters"].Sorted());
    }

    [Fact]
    public void A_limit_of_nothing_and_mails_to_nobody_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Valid with { MonthlyAmount = 0 });
        Assert.Throws<ArgumentException>(() => Valid with { Mails = [] });
    }

    private static Task<ResourceGraph> OfAsync(CostBudgetArgs args) =>
        ResourceGraph.OfAsync(options => new CostBudget("budget", args, options));
}
