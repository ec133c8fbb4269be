using Google.Protobuf.WellKnownTypes;

namespace K8tre.Automation.Engine.Providers;

/// <summary>Simulates provider functions. A function without a row returns no properties.</summary>
/// <remarks>To simulate another function, add a row. Ids and account numbers are examples of the vendors' documentation.</remarks>
internal static class SimulatedFunctions
{
    private const string EmptyUuid = "00000000-0000-0000-0000-000000000000";

    private static readonly Dictionary<string, Func<Struct, Struct>> Functions = new()
    {
        ["aws:index/getCallerIdentity:getCallerIdentity"] = _ => Fields(
            ("accountId", AwsIdentifiers.Account), ("arn", $"arn:aws:iam::{AwsIdentifiers.Account}:user/plan"),
            ("id", AwsIdentifiers.Account), ("userId", "AIDAEXAMPLE")),
        ["aws:index/getRegion:getRegion"] = args => Fields(
            ("id", Region(args)), ("name", Region(args)), ("region", Region(args)), ("description", "Europe (London)"),
            ("endpoint", $"ec2.{Region(args)}.amazonaws.com")),
        ["aws:index/getPartition:getPartition"] = _ => Fields(
            ("id", "aws"), ("partition", "aws"), ("dnsSuffix", "amazonaws.com"), ("reverseDnsPrefix", "com.amazonaws")),
        ["aws:index/getAvailabilityZones:getAvailabilityZones"] = args => AvailabilityZones(Region(args)),
        ["azure-native:authorization:getClientConfig"] = _ => Fields(
            ("clientId", EmptyUuid), ("objectId", EmptyUuid), ("subscriptionId", EmptyUuid), ("tenantId", EmptyUuid)),
        ["azure-native:authorization:getClientToken"] = _ => Fields(("token", "")),
        ["azure-native:containerservice:listManagedClusterUserCredentials"] = _ => UserCredentials(),
        ["kubernetes:yaml:decode"] = KubernetesManifests.Decode,
    };

    /// <summary>Returns true if the function has a row.</summary>
    public static bool Contains(string token) => Functions.ContainsKey(token);

    /// <summary>Calls a function.</summary>
    /// <param name="token">Function token.</param>
    /// <param name="args">Arguments, without marks of secrets.</param>
    public static Struct Call(string token, Struct args) => Functions.TryGetValue(token, out var function) ? function(args) : new();

    private static Struct AvailabilityZones(string region)
    {
        var names = "abc".Select(letter => Value.ForString($"{region}{letter}"));
        var ids = "123".Select(digit => Value.ForString($"euw2-az{digit}"));
        var result = Fields(("id", region), ("region", region), ("state", "available"));
        result.Fields["names"] = Value.ForList([.. names]);
        result.Fields["zoneIds"] = Value.ForList([.. ids]);
        return result;
    }

    // A kubeconfig in base64. Programs read its certificates, which are base64 again.
    private static Struct UserCredentials()
    {
        var kubeConfig = Convert.ToBase64String("clusters:\n- cluster:\n    certificate-authority-data: Y2VydGlmaWNhdGVz\n"u8);
        var credentials = Fields(("name", "clusterUser"), ("value", kubeConfig));
        return new() { Fields = { ["kubeconfigs"] = Value.ForList(Value.ForStruct(credentials)) } };
    }

    private static string Region(Struct args)
        => args.Fields.TryGetValue("region", out var region) && region.StringValue.Length > 0 ? region.StringValue : AwsIdentifiers.Region;

    private static Struct Fields(params ReadOnlySpan<(string Key, string Text)> fields)
    {
        var result = new Struct();
        foreach (var (key, text) in fields)
            result.Fields[key] = Value.ForString(text);

        return result;
    }
}
