using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;
using K8tre.Components.Azure;

namespace K8tre.Tests.Azure;

/// <summary>Inputs that the tests of Azure's components share, and what they look at.</summary>
internal static class AzureComponents
{
    public const string OtherSubscription = "bbbb1b1b-cc2c-dd3d-ee4e-ffffff5f5f5f";

    public static AzureSite Site { get; } = new()
    {
        Region = "uksouth",
        SubscriptionId = "aaaa0a0a-bb1b-cc2c-dd3d-eeeeee4e4e4e",
        TenantId = "aaaabbbb-0000-cccc-1111-dddd2222eeee",
        ResourceGroup = "rg",
    };

    public static AddressPlan Addresses { get; } = new(IPNetwork.Parse("10.64.0.0/16"));

    /// <summary>A hub in another subscription.</summary>
    public static ExistingHub Hub { get; } = new()
    {
        Id = Output.Create(Id("Microsoft.Network/virtualNetworks/vnet-connectivity")),
        FirewallAddress = Output.Create("10.64.0.4"),
        Operators = Output.Create(ImmutableArray.Create("10.64.0.64/26")),
        DnsServers = [Output.Create("10.64.0.4")],
    };

    public static LogWorkspace Logs(ComponentResourceOptions options) => new("log", Site, 90, options);

    public static string Id(string resource) => $"/subscriptions/{OtherSubscription}/resourceGroups/rg-connectivity/providers/{resource}";

    /// <summary>The inputs of the resources of a type, by their names.</summary>
    public static IReadOnlyDictionary<string, JsonNode> OfType(this ResourceGraph graph, string type) => graph.Registrations
        .Where(request => request.Type == type)
        .ToDictionary(request => request.Name!, request => Json.Of(request.Inputs)!);

    /// <summary>The rules of a security group by which something is allowed, in one direction.</summary>
    public static IReadOnlyDictionary<string, SubnetRule> Allowed(this ResourceGraph graph, string group, string direction) => graph.OfType("azure-native:network:NetworkSecurityGroup")[group]["securityRules"]!.AsArray()
        .Where(rule => (string?)rule!["direction"] == direction && (string?)rule["access"] == "Allow")
        .ToDictionary(rule => ((string)rule!["name"]!)["allow-".Length..^(direction == "Inbound" ? "-in" : "-out").Length], rule => new SubnetRule(
            Texts(rule!, "sourceAddressPrefix"), Texts(rule!, "destinationAddressPrefix"), Texts(rule!, "destinationPortRange"), (string)rule!["protocol"]!));

    private static string Texts(JsonNode rule, string property) =>
        (string?)rule[property] ?? string.Join(' ', rule[$"{property}{(property.EndsWith('x') ? "es" : "s")}"]!.AsArray().Select(text => (string)text!));
}

/// <summary>A rule of a security group. Ranges and ports stand one after another.</summary>
internal sealed record SubnetRule(string From, string To, string Ports, string Protocol);
