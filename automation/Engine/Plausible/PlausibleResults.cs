using Google.Protobuf.WellKnownTypes;

namespace K8tre.Automation.Engine.Plausible;

/// <summary>What provider functions would answer; a function not listed answers nothing.</summary>
/// <remarks>To answer a further function, add a row. Ids and account numbers are the documentation's examples.</remarks>
internal static class PlausibleResults
{
    /// <summary>The account that plans are for.</summary>
    public const string Account = "123456789012";

    /// <summary>The region that plans are for, where nothing says another one.</summary>
    public const string DefaultRegion = "eu-west-2";

    private const string Uuid = "00000000-0000-0000-0000-000000000000";

    private static readonly Dictionary<string, Func<Struct, Struct>> Table = new()
    {
        ["aws:index/getCallerIdentity:getCallerIdentity"] = _ => Fields(
            ("accountId", Account), ("arn", $"arn:aws:iam::{Account}:user/plan"), ("id", Account), ("userId", "AIDAEXAMPLE")),
        ["aws:index/getRegion:getRegion"] = args => Fields(
            ("id", Region(args)), ("name", Region(args)), ("region", Region(args)), ("description", "Europe (London)"),
            ("endpoint", $"ec2.{Region(args)}.amazonaws.com")),
        ["aws:index/getPartition:getPartition"] = _ => Fields(
            ("id", "aws"), ("partition", "aws"), ("dnsSuffix", "amazonaws.com"), ("reverseDnsPrefix", "com.amazonaws")),
        ["aws:index/getAvailabilityZones:getAvailabilityZones"] = args => AvailabilityZones(Region(args)),
        ["azure-native:authorization:getClientConfig"] = _ => Fields(
            ("clientId", Uuid), ("objectId", Uuid), ("subscriptionId", Uuid), ("tenantId", Uuid)),
        ["azure-native:authorization:getClientToken"] = _ => Fields(("token", "")),
        ["azure-native:containerservice:listManagedClusterUserCredentials"] = _ => UserCredentials(),
        ["kubernetes:yaml:decode"] = KubernetesManifests.Decode,
    };

    /// <summary>The result of a call.</summary>
    public static Struct Of(string token, Struct args) => Table.TryGetValue(token, out var answer) ? answer(args) : new();

    private static Struct AvailabilityZones(string region)
    {
        var names = "abc".Select(letter => Value.ForString($"{region}{letter}"));
        var ids = "123".Select(digit => Value.ForString($"euw2-az{digit}"));
        var result = Fields(("id", region), ("region", region), ("state", "available"));
        result.Fields["names"] = Value.ForList([.. names]);
        result.Fields["zoneIds"] = Value.ForList([.. ids]);
        return result;
    }

    // What a program reads of it: certificates, in base64 as all of it.
    private static Struct UserCredentials()
    {
        var kubeConfig = Convert.ToBase64String("clusters:\n- cluster:\n    certificate-authority-data: Y2VydGlmaWNhdGVz\n"u8);
        return new() { Fields = { ["kubeconfigs"] = Value.ForList(Value.ForStruct(Fields(("name", "clusterUser"), ("value", kubeConfig)))) } };
    }

    private static string Region(Struct args)
        => args.Fields.TryGetValue("region", out var region) && region.StringValue.Length > 0 ? region.StringValue : DefaultRegion;

    private static Struct Fields(params ReadOnlySpan<(string Key, string Text)> fields)
    {
        var result = new Struct();
        foreach (var (key, text) in fields)
            result.Fields[key] = Value.ForString(text);

        return result;
    }
}
