using Google.Protobuf.WellKnownTypes;

namespace K8tre.Automation.Engine.Plausible;

/// <summary>Outputs of the provider <c>azure-native</c>. Source: https://www.pulumi.com/registry/packages/azure-native/api-docs/</summary>
internal static class AzureOutputs
{
    // Of documentation (RFC 5737): which address a firewall gets, only Azure knows.
    private const string FirewallAddress = "192.0.2.4";

    /// <summary>The types answered here.</summary>
    public static IReadOnlyDictionary<string, Action<PlausibleResource>> Table { get; } = new Dictionary<string, Action<PlausibleResource>>
    {
        ["azure-native:resources:ResourceGroup"] = resource => Named(resource, "resourceGroupName"),
        ["azure-native:network:VirtualNetwork"] = resource => Named(resource, "virtualNetworkName"),
        ["azure-native:network:FirewallPolicy"] = resource => Named(resource, "firewallPolicyName"),
        ["azure-native:network:PrivateEndpoint"] = resource => Named(resource, "privateEndpointName"),
        ["azure-native:network:AzureFirewall"] = Firewall,
        ["azure-native:network:PublicIPAddress"] = Address,
        ["azure-native:network:ApplicationGateway"] = WithIdentities,
        ["azure-native:network:FlowLog"] = WithIdentities,
        ["azure-native:dnsresolver:DnsResolver"] = resource => Named(resource, "dnsResolverName"),
        ["azure-native:dnsresolver:DnsForwardingRuleset"] = resource => Named(resource, "dnsForwardingRulesetName"),
        ["azure-native:privatedns:PrivateZone"] = resource => Named(resource, "privateZoneName"),
        ["azure-native:dns:Zone"] = Zone,
        ["azure-native:keyvault:Vault"] = resource => Named(resource, "vaultName"),
        ["azure-native:keyvault:Key"] = Key,
        ["azure-native:managedidentity:UserAssignedIdentity"] = Identity,
        ["azure-native:compute:DiskEncryptionSet"] = WithIdentities,
        ["azure-native:containerservice:ManagedCluster"] = Cluster,
        ["azure-native:operationalinsights:Workspace"] = resource => Named(resource, "workspaceName"),
        ["azure-native:storage:StorageAccount"] = Account,
        ["azure-native:containerregistry:Registry"] = Registry,
        ["azure-native:containerregistry:CredentialSet"] = SystemIdentity,
        ["azure-native:dataprotection:BackupVault"] = Vault,
        // Left out: of a trigger the SDK tries the wrong one of two forms first, and warns.
        ["azure-native:dataprotection:BackupPolicy"] = resource => resource.Outputs.Fields.Remove("properties"),
        ["azure-native:kubernetesconfiguration:Extension"] = Extension,
        ["azure-native:app:Job"] = WithIdentities,
    };

    private static void Named(PlausibleResource resource, string input)
    {
        resource.Default(input, Value.ForString(resource.AutomaticName));
        if (resource.Outputs.Fields.TryGetValue(input, out var name))
            resource.Set("name", name);
    }

    private static void Firewall(PlausibleResource resource)
    {
        Named(resource, "azureFirewallName");
        if (resource.Outputs.Fields.TryGetValue("ipConfigurations", out var configurations) && configurations.KindCase == Value.KindOneofCase.ListValue)
        {
            foreach (var configuration in configurations.ListValue.Values.Where(value => value.KindCase == Value.KindOneofCase.StructValue))
                configuration.StructValue.Fields["privateIPAddress"] = Value.ForString(FirewallAddress);
        }
    }

    // Of documentation too, another one for each resource as far as 254 go.
    private static void Address(PlausibleResource resource)
    {
        Named(resource, "publicIpAddressName");
        resource.Set("ipAddress", $"203.0.113.{1 + (resource.Seed.Bytes("ipAddress", 1)[0] % 254)}");
    }

    private static void Zone(PlausibleResource resource)
    {
        Named(resource, "zoneName");
        resource.Set("nameServers", Value.ForList([.. Enumerable.Range(1, 4).Select(number => Value.ForString($"ns{number}-01.azure-dns.example."))]));
    }

    private static void Key(PlausibleResource resource)
    {
        Named(resource, "keyName");
        var url = $"https://{resource.Text("vaultName")}.vault.azure.net/keys/{resource.Text("keyName")}";
        resource.Set("keyUri", url);
        resource.Set("keyUriWithVersion", $"{url}/{resource.Seed.Hex("version", 32)}");
    }

    private static void Identity(PlausibleResource resource)
    {
        Named(resource, "resourceName");
        resource.Set("clientId", resource.Seed.Uuid("clientId"));
        resource.Set("principalId", resource.Seed.Uuid("principalId"));
    }

    // A list of ids goes in, and a map by id comes out.
    private static void WithIdentities(PlausibleResource resource)
    {
        if (resource.Outputs.Fields.TryGetValue("identity", out var identity) && identity.KindCase == Value.KindOneofCase.StructValue
            && identity.StructValue.Fields.TryGetValue("userAssignedIdentities", out var ids) && ids.KindCase == Value.KindOneofCase.ListValue)
        {
            var known = new Struct();
            foreach (var id in ids.ListValue.Values.Where(id => id.KindCase == Value.KindOneofCase.StringValue))
                known.Fields[id.StringValue] = Value.ForStruct(new());
            identity.StructValue.Fields["userAssignedIdentities"] = Value.ForStruct(known);
        }
    }

    private static void Cluster(PlausibleResource resource)
    {
        WithIdentities(resource);
        Named(resource, "resourceName");
        var region = resource.Text("location");
        resource.Set("privateFQDN", $"{resource.Text("fqdnSubdomain")}.privatelink.{region}.azmk8s.io");
        var issuer = new Struct { Fields = { ["enabled"] = Value.ForBool(true), ["issuerURL"] = Value.ForString($"https://{region}.oic.prod-aks.azure.com/{resource.Seed.Uuid("issuer")}/") } };
        resource.Set("oidcIssuerProfile", Value.ForStruct(issuer));
    }

    private static void Account(PlausibleResource resource)
    {
        WithIdentities(resource);
        Named(resource, "accountName");
        var endpoints = new Struct();
        foreach (var service in new[] { "blob", "file" })
            endpoints.Fields[service] = Value.ForString($"https://{resource.Text("accountName")}.{service}.core.windows.net/");
        resource.Set("primaryEndpoints", Value.ForStruct(endpoints));
    }

    private static void Registry(PlausibleResource resource)
    {
        Named(resource, "registryName");
        resource.Set("loginServer", $"{resource.Text("registryName")}.azurecr.io");
    }

    private static void Vault(PlausibleResource resource)
    {
        Named(resource, "vaultName");
        SystemIdentity(resource);
    }

    private static void SystemIdentity(PlausibleResource resource) => resource.Set("identity", Principal(resource));

    private static void Extension(PlausibleResource resource) => resource.Set("aksAssignedIdentity", Principal(resource));

    private static Value Principal(PlausibleResource resource) => Value.ForStruct(new()
    {
        Fields = { ["type"] = Value.ForString("SystemAssigned"), ["principalId"] = Value.ForString(resource.Seed.Uuid("principalId")) },
    });
}
