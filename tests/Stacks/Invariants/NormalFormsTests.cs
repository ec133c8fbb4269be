using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using K8tre.PlanModel;

namespace K8tre.Tests.Stacks.Invariants;

/// <summary>
/// Values that a vendor returns in a normal form are written in that form. Any other form differs from the vendor's answer, and changes the
/// resource at each deployment with a refresh.
/// </summary>
public sealed partial class NormalFormsTests(AllPlans all) : IClassFixture<AllPlans>
{
    // In this order: https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring.html. A list of other names replaces the feature:
    // https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/guardduty/detector_feature.go
    private static readonly string[] Agents = ["EKS_ADDON_MANAGEMENT", "ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT"];

    [Fact]
    public void Route_53_returns_each_name_of_a_list_of_its_firewall_in_lower_case_with_a_dot_at_its_end() => Assert.All(
        OfType("aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList"),
        list => Assert.All(list.Inputs["domains"]!.AsArray(), name => Assert.Matches(@"^[^A-Z]*[^.]\.$", (string)name!)));

    [Fact]
    public void Route_53_returns_names_of_zones_in_lower_case_without_a_dot_at_their_end() => Assert.All(
        OfType("aws:route53/zone:Zone"), zone => Assert.Matches("^[^A-Z]*[^A-Z.]$", (string)zone.Inputs["name"]!));

    [Fact]
    public void GuardDuty_returns_all_agents_of_runtime_monitoring_in_its_order() => Assert.All(
        OfType("aws:guardduty/detectorFeature:DetectorFeature").Where(feature => (string)feature.Inputs["name"]! == "RUNTIME_MONITORING"),
        feature => Assert.Equal(
            Agents, feature.Inputs["additionalConfigurations"]!.AsArray().Select(agent => (string)agent!["name"]!)));

    [Theory, InlineData("Ingress"), InlineData("Egress")]
    public void A_rule_of_a_security_group_names_its_protocol_and_has_ports_only_with_one(string direction) => Assert.All(
        OfType($"aws:vpc/securityGroup{direction}Rule:SecurityGroup{direction}Rule"),
        rule =>
        {
            var protocol = (string)rule.Inputs["ipProtocol"]!;
            Assert.True(protocol is "tcp" or "udp" or "icmp" or "-1", $"{rule.Name}: {protocol}");
            Assert.Equal(protocol == "-1", rule.Inputs["fromPort"] is null && rule.Inputs["toPort"] is null);
        });

    [Fact]
    public void AWS_returns_the_ARN_of_a_log_group_without_its_streams() => Assert.DoesNotContain(
        Texts("aws:"), text => text.Key is not "policy" && LogGroupWithStreams().IsMatch(text.Value));

    [Fact]
    public void AWS_returns_the_ARN_of_a_key_and_not_its_id() => Assert.All(
        Texts("aws:").Where(text => KeyOfKms().IsMatch(text.Key) && text.Type != "aws:kms/alias:Alias"),
        text => Assert.Matches("^arn:aws[a-z-]*:kms:|^\\[", text.Value));

    [Fact]
    public void Ranges_start_with_their_first_address()
    {
        var ranges = Texts("aws:", "azure-native:")
            .Where(text => !text.Key.Contains("olicy", StringComparison.Ordinal))
            .Where(text => Range().IsMatch(text.Value))
            .ToArray();

        Assert.NotEmpty(ranges);
        Assert.All(ranges, range => Assert.True(IPNetwork.TryParse(range.Value, out _), $"{range.Name}.{range.Key}: {range.Value}"));
    }

    [Fact]
    public void Azure_returns_locations_in_lower_case_without_spaces() => Assert.All(
        Texts("azure-native:").Where(text => text.Key == "location"), text => Assert.Matches("^[a-z0-9]+$", text.Value));

    private IEnumerable<PlanResource> OfType(string type)
    {
        var found = all.Resources.Where(resource => resource.Type == type).ToArray();
        Assert.NotEmpty(found);
        return found;
    }

    private IEnumerable<Text> Texts(params string[] providers) => all.Resources
        .Where(resource => resource.Custom && providers.Any(provider => resource.Type.StartsWith(provider, StringComparison.Ordinal)))
        .SelectMany(resource => In(resource, "", resource.Inputs));

    private static IEnumerable<Text> In(PlanResource resource, string key, JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(item => In(resource, item.Key, item.Value)),
        JsonArray list => list.SelectMany(item => In(resource, key, item)),
        JsonValue value when value.TryGetValue<string>(out var text) => [new(resource.Type, resource.Name, key, text)],
        _ => [],
    };

    private sealed record Text(string Type, string Name, string Key, string Value);

    [GeneratedRegex(@"^arn:aws[a-z-]*:logs:.*:\*$")]
    private static partial Regex LogGroupWithStreams();

    [GeneratedRegex("^(kmsKeyId|kmsKeyArn|kmsMasterKeyId|keyArn|kmsKey|encryptionKey)$")]
    private static partial Regex KeyOfKms();

    [GeneratedRegex("^[0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}$")]
    private static partial Regex Range();
}
