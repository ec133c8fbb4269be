using System.Globalization;
using System.Text.Json.Nodes;
using static K8tre.Tests.Rules.Expectation;

namespace K8tre.Tests.Rules;

/// <summary>What rules expect of networks.</summary>
internal static class NetworkChecks
{
    private static readonly string[] Everywhere = ["*", "Internet", "Any", "0.0.0.0/0", "::/0"];

    private static readonly string[] RuleTypes =
    [
        "azure-native:network:SecurityRule", "aws:ec2/securityGroupRule:SecurityGroupRule",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    ];

    /// <summary>Whether the resource is what the rule looks for in lists of another type.</summary>
    public static bool IsItemItself(Rule rule, RuleSubject subject) =>
        rule.Op is "noOpenIngress" or "noOpenEgress" && RuleTypes.Contains(subject.Type);

    /// <summary>A list that names somebody, and not everybody.</summary>
    public static Verdict IsClosed(JsonNode found) =>
        Items(found).Any() ? Each(found, item => If(!Everywhere.Contains(Text(item)))) : Verdict.Fail;

    /// <summary>A security rule that does not let everybody in to a port.</summary>
    public static Verdict NoOpenIngress(JsonNode item, Rule rule, RuleSubject subject) =>
        (string?)item["direction"] == "Outbound" || (string?)item["access"] == "Deny" || (string?)item["type"] == "egress" ? Verdict.Pass
        : !Is(item, "protocol", rule.Value!["protocol"]) || !HasPort(item, rule.Value["port"]) ? Verdict.Pass
        : Worst(item, "sourceAddressPrefix", "sourceAddressPrefixes", "cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIpv6");

    /// <summary>A security rule that does not let out to everybody.</summary>
    public static Verdict NoOpenEgress(JsonNode item, Rule rule, RuleSubject subject) =>
        (string?)item["type"] == "ingress" ? Verdict.Pass : Worst(item, "cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIpv6");

    /// <summary>A subnet that gives no public addresses and has no way to an internet gateway.</summary>
    public static Verdict IsPrivate(JsonNode id, RulePlan plan)
    {
        if (plan.Meant(Text(id), "aws:ec2/subnet:Subnet") is not { } subnet)
            return Verdict.Undetermined;
        if ((bool?)subnet.Inputs["mapPublicIpOnLaunch"] == true)
            return Verdict.Fail;
        var tables = plan.Of("aws:ec2/routeTableAssociation:RouteTableAssociation")
            .Where(association => subnet.Names.Contains((string?)association.Inputs["subnetId"] ?? ""))
            .Select(association => (string?)association.Inputs["routeTableId"])
            .ToArray();
        var gateways = plan.Of("aws:ec2/internetGateway:InternetGateway").SelectMany(gateway => gateway.Names).ToHashSet();
        return tables.Length == 0 || tables.Any(table => plan.Meant(table, "aws:ec2/routeTable:RouteTable") is null) ? Verdict.Undetermined
            : If(!tables.SelectMany(table => Routes(plan, table!)).Any(gateways.Contains));
    }

    /// <summary>Every peering has one network at an end, the same for all: what hangs on it does not reach one another.</summary>
    public static Verdict IsStar(RuleSubject peering)
    {
        var all = peering.Plan.Of(peering.Type).Select(Ends).ToArray();
        return all.Any(ends => ends.Contains(null)) ? Verdict.Undetermined
            : If(Ends(peering).Distinct().Count() == 2 && Ends(peering).Any(end => all.All(ends => ends.Contains(end))));
    }

    private static string?[] Ends(RuleSubject peering) => peering.Type.StartsWith("aws:", StringComparison.Ordinal)
        ? [(string?)peering.Inputs["vpcId"], (string?)peering.Inputs["peerVpcId"]]
        : [(string?)peering.Inputs["virtualNetworkName"], NameOf(Remote(peering))];

    private static RuleSubject? Remote(RuleSubject peering) =>
        peering.Plan.Meant((string?)peering.Inputs["remoteVirtualNetwork"]?["id"], "azure-native:network:VirtualNetwork");

    private static string? NameOf(RuleSubject? network) => (string?)network?.Inputs["virtualNetworkName"];

    private static IEnumerable<string> Routes(RulePlan plan, string table) => plan.Of("aws:ec2/route:Route")
        .Where(route => (string?)route.Inputs["routeTableId"] == table).Select(route => (string?)route.Inputs["gatewayId"])
        .Concat(plan.Meant(table, "aws:ec2/routeTable:RouteTable")!.Values("routes[*].gatewayId").Select(gateway => (string?)gateway))
        .OfType<string>();

    private static Verdict Worst(JsonNode item, params string[] lists) =>
        lists.Select(list => Each(item[list], source => If(!Everywhere.Contains(Text(source))))).Max();

    private static bool Is(JsonNode item, string key, JsonNode? wanted) =>
        wanted is null
        || Text(item[key] ?? "*") is var own && (own == "*" || string.Equals(own, Text(wanted), StringComparison.OrdinalIgnoreCase));

    // Azure names ports as texts, AWS as two numbers; -1 and * are all of them.
    private static bool HasPort(JsonNode item, JsonNode? wanted)
    {
        if (wanted is null || Text(wanted) == "*")
            return true;
        if (Text(wanted) == "-1")
        {
            return Text(item["protocol"] ?? item["ipProtocol"] ?? "") is "-1" or "all"
                || Text(item["fromPort"] ?? "") == "-1"
                || (Text(item["fromPort"] ?? ""), Text(item["toPort"] ?? "")) == ("0", "65535");
        }
        var port = int.Parse(Text(wanted), CultureInfo.InvariantCulture);
        return Items(item["destinationPortRange"]).Concat(Items(item["destinationPortRanges"])).Select(Text)
            .Any(range => range == "*"
                || RulePath.IsMasked(range)
                || Array.ConvertAll(range.Split('-'), int.Parse) is var ends && ends[0] <= port && port <= ends[^1]);
    }
}
