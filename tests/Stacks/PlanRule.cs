using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using K8tre.Automation.Plans;

namespace K8tre.Tests.Stacks;

/// <summary>A rule of a catalogue over plans, as far as the rules for Azure need: a type, a property, and what it has to be.</summary>
internal sealed class PlanRule(JsonNode rule, Plan plan)
{
    private static readonly string[] Edge =
        ["azure-native:network:AzureFirewall", "azure-native:network:ApplicationGateway", "azure-native:network:BastionHost", "azure-native:network:NatGateway"];

    private string Property => (string)rule["property"]!;

    private JsonNode? Value => rule["expect"]!["value"];

    /// <summary>The resources that break it.</summary>
    public IEnumerable<string> Broken() => plan.Resources
        .Where(resource => resource.Type == (string?)rule["type"] && Applies(resource) && !Holds(resource))
        .Select(resource => $"{rule["id"]} {rule["title"]}: {resource.Name} ({resource.Type})");

    private bool Applies(PlanResource resource) => (string?)rule["when"] switch
    {
        null => true,
        "networkProfile.networkPlugin == azure" => (string?)resource.Inputs.At("networkProfile.networkPlugin") == "azure",
        "networkProfile.networkPlugin == none" => (string?)resource.Inputs.At("networkProfile.networkPlugin") == "none",
        "apiServerAccessProfile.enablePrivateCluster != true" => (bool?)resource.Inputs.At("apiServerAccessProfile.enablePrivateCluster") != true,
        "tags['k8tre/data'] == 'research'" => (string?)resource.Inputs["tags"]?["k8tre/data"] == "research",
        "$role == nodes" => (string?)resource.Inputs["subnetName"] == "snet-clusternodes",
        "name notIn [AzureFirewallSubnet, AzureFirewallManagementSubnet, GatewaySubnet, AzureBastionSubnet]" =>
            (string?)resource.Inputs["subnetName"] is not ("AzureFirewallSubnet" or "AzureFirewallManagementSubnet" or "GatewaySubnet" or "AzureBastionSubnet"),
        var other => throw new NotSupportedException($"{rule["id"]} applies when {other}, which this test does not know"),
    };

    private bool Holds(PlanResource resource)
    {
        var found = Found(resource).ToArray();
        if (Property != "$stack" && (string?)rule["missing"] == "fail" && found.Length < Expected(resource))
            return false;
        return (string?)rule["expect"]!["op"] switch
        {
            "eq" => found.All(value => JsonNode.DeepEquals(value, Value)),
            "ne" => found.All(value => !JsonNode.DeepEquals(value, Value)),
            "in" => found.All(value => Value!.AsArray().Any(allowed => JsonNode.DeepEquals(value, allowed))),
            "exists" => true,
            "notMatches" => found.All(value => !Regex.IsMatch((string)value!, (string)Value!)),
            "contains" => found.Any(value => Value!.AsObject().All(pair => JsonNode.DeepEquals(value[pair.Key], pair.Value))),
            "semverAtLeast" => found.All(value => Version.Parse((string)value!) >= new Version(1, 33)),
            "noOpenIngress" => !found.Any(IsOpenIngress),
            "related" => plan.Resources.Any(other => IsRelated(other, resource)),
            "onlyReferencedBy" => plan.Resources.Where(other => other.Custom && other.Dependencies.Contains(resource.Urn) && other.Inputs.ToJsonString().Contains($"\"{resource.Id}\"", StringComparison.Ordinal)).All(other => Edge.Contains(other.Type)),
            "peeringTopology" => IsBetweenHubAndSpoke(resource),
            "cidrListClosed" => found.All(value => (string?)value != "0.0.0.0/0"),
            var other => throw new NotSupportedException($"{rule["id"]} expects {other}, which this test does not know"),
        };
    }

    // One value, or one of each item.
    private int Expected(PlanResource resource) =>
        Property.Split("[*]") is [var list, _] ? (resource.Inputs.At(list) as JsonArray)?.Count ?? 1 : 1;

    private IEnumerable<JsonNode> Found(PlanResource resource) => Property switch
    {
        "$protect" => [JsonValue.Create(resource.Options.Protect)],
        "$retainOnDelete" => [JsonValue.Create(resource.Options.RetainOnDelete)],
        "$stack" => [],
        _ => Walk(resource.Inputs, Property.Split('.')),
    };

    private static IEnumerable<JsonNode> Walk(JsonNode? node, string[] steps)
    {
        if (node is null || steps.Length == 0)
            return node is null ? [] : [node];
        var name = steps[0].Replace("[*]", "", StringComparison.Ordinal).Replace("[?]", "", StringComparison.Ordinal);
        return name == steps[0]
            ? Walk(node[name], steps[1..])
            : (node[name] as JsonArray ?? []).SelectMany(item => Walk(item, steps[1..]));
    }

    private static bool IsOpenIngress(JsonNode security) =>
        (string?)security["direction"] == "Inbound" && (string?)security["access"] == "Allow"
        && (security["sourceAddressPrefixes"]?.AsArray() ?? [security["sourceAddressPrefix"]?.DeepClone()])
            .Any(source => (string?)source is "*" or "Internet" or "0.0.0.0/0" or "Any");

    private bool IsRelated(PlanResource other, PlanResource resource)
    {
        if (other.Type != (string?)Value!["type"])
            return false;
        var isMeant = (string?)Value["via"] is not { } via || Walk(other.Inputs, via.Split('.')).Any(value => (string?)value == resource.Id);
        return isMeant && (Value["where"]?.AsObject() ?? []).All(pair => pair.Value is JsonArray all
            ? all.All(wanted => Walk(other.Inputs, pair.Key.Split('.')).Any(value => JsonNode.DeepEquals(value, wanted)))
            : Walk(other.Inputs, pair.Key.Split('.')).Any(value => JsonNode.DeepEquals(value, pair.Value)));
    }

    // One end is the network with the firewall.
    private bool IsBetweenHubAndSpoke(PlanResource peering)
    {
        var hub = plan.Resources.Single(resource => resource.Type == "azure-native:network:Subnet" && (string?)resource.Inputs["subnetName"] == "AzureFirewallSubnet").Inputs["virtualNetworkName"];
        var network = plan.Resources.Single(resource => resource.Type == "azure-native:network:VirtualNetwork" && (string?)resource.Inputs["virtualNetworkName"] == (string?)hub);
        return ((string?)peering.Inputs["virtualNetworkName"] == (string?)hub) ^ ((string?)peering.Inputs.At("remoteVirtualNetwork.id") == network.Id);
    }
}
