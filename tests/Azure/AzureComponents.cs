using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using K8tre.Components.Azure;

namespace K8tre.Tests.Azure;

/// <summary>Inputs that the tests of Azure's components share.</summary>
internal static class AzureComponents
{
    public static AzureSite Site { get; } = new()
    {
        Region = "uksouth",
        SubscriptionId = "aaaa0a0a-bb1b-cc2c-dd3d-eeeeee4e4e4e",
        TenantId = "aaaabbbb-0000-cccc-1111-dddd2222eeee",
        ResourceGroup = "rg",
    };

    public static CustomerKey Key { get; } = new() { Vault = "/vault", Url = "https://kv.vault.azure.net/keys/disks/0123456789abcdef" };

    public static LogWorkspace Logs(ComponentResourceOptions options) => new("logs", Site, retentionDays: 90, options);

    public static PrivateZone Zone(ComponentResourceOptions options) => new("zone", Site, "privatelink.example.net", new Dictionary<string, Output<string>>(), options);

    /// <summary>Runs a component, and records with which options its custom resources were registered, by their names.</summary>
    public static async Task<IReadOnlyDictionary<string, CustomResourceOptions>> OptionsOfAsync(Func<ComponentResourceOptions, Resource> component)
    {
        var seen = new ConcurrentDictionary<string, CustomResourceOptions>();
        await ResourceGraph.OfAsync(options =>
        {
            options.ResourceTransformations.Add(args =>
            {
                if (args.Options is CustomResourceOptions custom)
                    seen[args.Resource.GetResourceName()] = custom;
                return null;
            });
            return component(options);
        });
        return seen;
    }

    /// <summary>That a value is the JSON expected, whatever the order of its members.</summary>
    public static void AssertJson(string expected, JsonNode? actual)
    {
        var (wanted, given) = (JsonNode.Parse(expected), JsonNode.Parse(actual?.ToJsonString() ?? "null"));
        Assert.True(JsonNode.DeepEquals(wanted, given), $"expected {wanted?.ToJsonString()}, got {given?.ToJsonString()}");
    }

    /// <summary>What a role assignment grants: to whom, what, on what.</summary>
    public static (string Principal, string Role, string Scope) Grant(this ResourceGraph graph, string name)
    {
        var inputs = graph.Requests[name].Inputs;
        return ((string)inputs["principalId"], (string)inputs["description"], (string)inputs["scope"]);
    }
}
