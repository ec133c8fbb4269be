using System.Text.Json.Nodes;

namespace K8tre.Tests.Aws.Rights;

/// <summary>Whether the pipeline may make the calls that the AWS provider really made.</summary>
/// <remarks><c>Facts/provider-calls.json</c>: terraform-provider-aws 5.100.0 against a simulated AWS, for three stacks.</remarks>
public sealed class ProviderCallsTests(FullAwsPlan full) : IClassFixture<FullAwsPlan>
{
    // Calls whose action has another name, or that need several actions:
    // https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
    private static readonly Dictionary<string, string> Renamed = new()
    {
        ["budgets:CreateBudget"] = "budgets:ModifyBudget",
        ["budgets:CreateNotification"] = "budgets:ModifyBudget",
        ["budgets:DeleteBudget"] = "budgets:ModifyBudget",
        ["budgets:DescribeBudget"] = "budgets:ViewBudget",
        ["budgets:DescribeNotificationsForBudget"] = "budgets:ViewBudget",
        ["budgets:DescribeSubscribersForNotification"] = "budgets:ViewBudget",
    };

    private static readonly Dictionary<string, string> Prefixes = new() { ["efs"] = "elasticfilesystem" };

    // A person does these: they set up the account for the recording, belong to the pipeline's own identity, or delete what AWS cannot
    // restrict to a platform.
    private static readonly string[] OfPersons =
    [
        "ec2:CreateTransitGateway", "iam:CreateOpenIDConnectProvider", "iam:GetUser", "iam:ListOpenIDConnectProviders", "iam:ListRoles",
        "route53:DeleteHostedZone",
    ];

    [Fact]
    public void It_may_make_each_call_but_those_of_persons() => Assert.Equal(
        OfPersons.Order(StringComparer.Ordinal),
        Calls().Where(action => !full.OfPipeline.Any(statement => !statement.Denies && statement.Has(action)))
            .Order(StringComparer.Ordinal));

    private static IEnumerable<string> Calls() => JsonNode.Parse(
        File.ReadAllText(Path.Combine(Repository.Root, "tests/Aws/Rights/Facts/provider-calls.json")))!["calls"]!.AsObject()
        .SelectMany(service => service.Value!.AsArray().Select(call => $"{Prefixes.GetValueOrDefault(service.Key, service.Key)}:{call}"))
        .Select(call => Renamed.GetValueOrDefault(call, call)).Distinct();
}
