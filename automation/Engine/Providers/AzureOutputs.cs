using Google.Protobuf.WellKnownTypes;

namespace K8tre.Automation.Engine.Providers;

/// <summary>Outputs of the provider <c>azure-native</c>.</summary>
/// <remarks>Source: https://www.pulumi.com/registry/packages/azure-native/api-docs/</remarks>
internal static class AzureOutputs
{
    // Azure assigns the private address of a firewall. This address is for documentation (RFC 5737).
    private const string FirewallAddress = "192.0.2.4";

    /// <summary>The simulated types.</summary>
    public static IReadOnlyDictionary<string, Action<SimulatedResource>> Types { get; } = new Dictionary<string, Action<SimulatedResource>>
    {
        ["azure-native:resources:ResourceGroup"] = resource => AddName(resource, "resourceGroupName"),
        ["azure-native:network:VirtualNetwork"] = resource => AddName(resource, "virtualNetworkName"),
        ["azure-native:network:FirewallPolicy"] = resource => AddName(resource, "firewallPolicyName"),
        ["azure-native:network:PrivateEndpoint"] = resource => AddName(resource, "privateEndpointName"),
        ["azure-native:network:AzureFirewall"] = Firewall,
        ["azure-native:network:PublicIPAddress"] = PublicIpAddress,
        ["azure-native:network:ApplicationGateway"] = MapIdentities,
        ["azure-native:network:FlowLog"] = MapIdentities,
        ["azure-native:dnsresolver:DnsResolver"] = resource => AddName(resource, "dnsResolverName"),
        ["azure-native:dnsresolver:DnsForwardingRuleset"] = resource => AddName(resource, "dnsForwardingRulesetName"),
        ["azure-native:privatedns:PrivateZone"] = resource => AddName(resource, "privateZoneName"),
        ["azure-native:dns:Zone"] = Zone,
        ["azure-native:dns:DnssecConfig"] = SigningKey,
        ["azure-native:keyvault:Vault"] = resource => AddName(resource, "vaultName"),
        ["azure-native:keyvault:Key"] = Key,
        ["azure-native:managedidentity:UserAssignedIdentity"] = UserAssignedIdentity,
        ["azure-native:compute:DiskEncryptionSet"] = MapIdentities,
        ["azure-native:containerservice:ManagedCluster"] = ManagedCluster,
        ["azure-native:operationalinsights:Workspace"] = resource => AddName(resource, "workspaceName"),
        ["azure-native:storage:StorageAccount"] = StorageAccount,
        ["azure-native:containerregistry:Registry"] = Registry,
        ["azure-native:containerregistry:CredentialSet"] = AddSystemIdentity,
        ["azure-native:dataprotection:BackupVault"] = BackupVault,
        // Without properties: the SDK reads a backup trigger in the wrong one of its two forms first, and logs a warning.
        ["azure-native:dataprotection:BackupPolicy"] = resource => resource.Outputs.Fields.Remove("properties"),
        ["azure-native:kubernetesconfiguration:Extension"] = resource => resource.Add("aksAssignedIdentity", SystemIdentity(resource)),
        ["azure-native:app:Job"] = MapIdentities,
    };

    // The input names the resource; the output is called `name` for every type.
    private static void AddName(SimulatedResource resource, string input)
    {
        resource.AddName(input);
        if (resource.Outputs.Fields.TryGetValue(input, out var name))
            resource.Add("name", name);
    }

    private static void Firewall(SimulatedResource resource)
    {
        AddName(resource, "azureFirewallName");
        foreach (var configuration in resource.GetList("ipConfigurations").Select(value => value.StructValue).OfType<Struct>())
            configuration.Fields["privateIPAddress"] = Value.ForString(FirewallAddress);
    }

    // One of the 254 addresses of a network for documentation (RFC 5737).
    private static void PublicIpAddress(SimulatedResource resource)
    {
        AddName(resource, "publicIpAddressName");
        resource.Add("ipAddress", $"203.0.113.{1 + (resource.Values.Bytes("ipAddress", 1)[0] % 254)}");
    }

    private static void Zone(SimulatedResource resource)
    {
        AddName(resource, "zoneName");
        var servers = Enumerable.Range(1, 4).Select(number => Value.ForString($"ns{number}-01.azure-dns.example."));
        resource.Add("nameServers", Value.ForList([.. servers]));
    }

    // The key tag, the algorithm, the kind of digest and the digest, as the parent zone writes them.
    private static void SigningKey(SimulatedResource resource)
    {
        var signer = new Struct { Fields = { ["record"] = Value.ForString($"12345 13 2 {resource.Values.Hex("digest", 64)}") } };
        var key = new Struct { Fields = { ["delegationSignerInfo"] = Value.ForList(Value.ForStruct(signer)) } };
        resource.Add("signingKeys", Value.ForList(Value.ForStruct(key)));
    }

    private static void Key(SimulatedResource resource)
    {
        AddName(resource, "keyName");
        var url = $"https://{resource.GetText("vaultName")}.vault.azure.net/keys/{resource.GetText("keyName")}";
        resource.Add("keyUri", url);
        resource.Add("keyUriWithVersion", $"{url}/{resource.Values.Hex("version", 32)}");
    }

    private static void UserAssignedIdentity(SimulatedResource resource)
    {
        AddName(resource, "resourceName");
        resource.Add("clientId", resource.Values.Uuid("clientId"));
        resource.Add("principalId", resource.Values.Uuid("principalId"));
    }

    // The input is a list of ids, the output a map by id.
    private static void MapIdentities(SimulatedResource resource)
    {
        if (resource.GetObject("identity") is { } identity
            && identity.Fields.TryGetValue("userAssignedIdentities", out var ids) && ids.KindCase == Value.KindOneofCase.ListValue)
        {
            var map = new Struct();
            foreach (var id in ids.ListValue.Values.Where(id => id.KindCase == Value.KindOneofCase.StringValue))
                map.Fields[id.StringValue] = Value.ForStruct(new());
            identity.Fields["userAssignedIdentities"] = Value.ForStruct(map);
        }
    }

    private static void ManagedCluster(SimulatedResource resource)
    {
        MapIdentities(resource);
        AddName(resource, "resourceName");
        var region = resource.GetText("location");
        if (resource.GetObject("apiServerAccessProfile") is { } access
            && access.Fields.TryGetValue("enablePrivateCluster", out var isPrivate) && isPrivate.BoolValue)
        {
            resource.Add("privateFQDN", $"{resource.GetText("fqdnSubdomain")}.privatelink.{region}.azmk8s.io");
        }
        else
        {
            resource.Add("fqdn", $"{resource.GetText("dnsPrefix")}-{resource.Values.Hex("fqdn", 8)}.hcp.{region}.azmk8s.io");
        }

        var issuer = $"https://{region}.oic.prod-aks.azure.com/{resource.Values.Uuid("issuer")}/";
        resource.Add("oidcIssuerProfile", Value.ForStruct(new()
        {
            Fields = { ["enabled"] = Value.ForBool(true), ["issuerURL"] = Value.ForString(issuer) },
        }));
    }

    private static void StorageAccount(SimulatedResource resource)
    {
        MapIdentities(resource);
        AddName(resource, "accountName");
        var endpoints = new Struct();
        foreach (var service in new[] { "blob", "file" })
            endpoints.Fields[service] = Value.ForString($"https://{resource.GetText("accountName")}.{service}.core.windows.net/");
        resource.Add("primaryEndpoints", Value.ForStruct(endpoints));
    }

    private static void Registry(SimulatedResource resource)
    {
        AddName(resource, "registryName");
        resource.Add("loginServer", $"{resource.GetText("registryName")}.azurecr.io");
    }

    private static void BackupVault(SimulatedResource resource)
    {
        AddName(resource, "vaultName");
        AddSystemIdentity(resource);
    }

    private static void AddSystemIdentity(SimulatedResource resource) => resource.Add("identity", SystemIdentity(resource));

    private static Value SystemIdentity(SimulatedResource resource) => Value.ForStruct(new()
    {
        Fields =
        {
            ["type"] = Value.ForString("SystemAssigned"),
            ["principalId"] = Value.ForString(resource.Values.Uuid("principalId")),
        },
    });
}
