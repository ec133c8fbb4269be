using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CsCheck;
using K8tre.Components.Addresses;
using K8tre.Components.OnPrem.Ssh;
using K8tre.Stacks.Settings.Schema;
using K8tre.Tests.Stacks.Settings;

namespace K8tre.Tests.Fuzzing.Settings;

/// <summary>Values for a setting: plausible ones of its type, and hostile ones of any type.</summary>
internal static class SettingValues
{
    private const string Group = "/subscriptions/aaaa0a0a-bb1b-cc2c-dd3d-eeeeee4e4e4e/resourceGroups/rg/providers";

    private static readonly string[] Ranges =
    [
        "10.0.0.0/16", "10.0.0.0/14", "10.0.0.0/17", "10.0.128.0/17", "10.64.0.0/12", "10.64.0.0/16", "10.64.0.0/20", "10.42.0.0/16",
        "10.43.0.0/16", "10.244.0.0/16", "10.245.0.0/24", "172.20.0.0/12", "172.16.0.0/12", "192.0.2.0/24", "192.168.0.0/16", "0.0.0.0/1",
        "128.0.0.0/1", "0.0.0.0/0", "8.0.0.0/8", "203.0.113.7/32", "203.0.113.0/31", "255.255.255.255/32", "0.0.0.0/32", "127.0.0.0/8",
        "224.0.0.0/4", "169.254.0.0/16", "100.64.0.0/10",
    ];

    private static readonly string[] Texts =
    [
        "a", "0", "1", "9", "tre", "a--b", "xn--a", "1a", "a-1", "admin", "default", "kube-system", "argocd", "root", "management",
        "platform",
        "projects", "dev", "stg", "prd", "tre-dev", "tre-prd", "tre-management", "registry", "git", "work", "system",
        "name-of-thirty-two-letters-abcdef",
        new('a', 10), new('a', 11), new('a', 12), new('a', 17), new('a', 18), new('a', 19), new('a', 21), new('a', 22), new('a', 28),
        new('a', 29), new('a', 32), new('a', 33), new('a', 63), new('a', 64), new('a', 100), new('a', 253), new('a', 5000),
        "true", "no", "null", "1.35", "1.36", "1.37", "1.99", "1.00", "1.10", "v1.35.4+k3s1", "v1.36.0+k3s1", "v1.20.0+k3s1",
        "v1.999.0+k3s9",
        "example.org", "dev.tre.example.org", "tre.example.org", "stg.tre.example.org", "EXAMPLE.org", "a.b", "example.org.",
        "*.example.org",
        "*", "docker.io", "ghcr.io", "quay.io", "registry.k8s.io", "images.example.org/docker.io", "images.example.org:99999/a",
        "registry:0",
        "registry.example.org:5000", "registry.example.org:70000", "registry..example.org", "s3.example.org", "s3.example.org:0",
        "https://example.org", "https://example.org/", "https://example.org:70000/a", "https://example.org:0/", "https://a..b/",
        "https://user:pw@example.org/a", "https://user@example.org/a/", "http://proxy.example.org:3128", "http://proxy.example.org:99999",
        "http://-.example.org:1", "https://[::1]/", "https://[::1/", "https://%/", "https://example.org/a b", "https://xn--/",
        "https://a_b/",
        "ssh://git@example.org/a.git", "ssh://git:pw@example.org/a.git", "ssh://example.org:99999/a", "git@example.org:a/b.git",
        "git@a..b:a",
        "git@[::1]:a", "main", "v1", "HEAD", "-x", "refs/heads/main", "1234e567", "0x1F",
        "00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-000000000001", "aaaabbbb-0000-cccc-1111-dddd2222eeee",
        "AAAABBBB-0000-CCCC-1111-DDDD2222EEEE", "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "uksouth", "westeurope", "eastus2", "eu-west-2", "us-gov-west-1", "cn-north-1", "us-east-1", "aa-bb-1", "000000000000",
        "111122223333",
        "arn:aws:iam::111122223333:role/operators", "arn:aws:iam::111122223333:role/tre-pipelines", "arn:aws:iam::111122223333:user/a",
        "arn:aws-cn:iam::000000000000:role/a/b", "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/a",
        "arn:aws:kms:eu-west-2:111122223333:key/1",
        "arn:aws:codeconnections:eu-west-2:111122223333:connection/11111111-1111-1111-1111-111111111111",
        "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com", "tgw-0123456789abcdef0",
        "m6i.2xlarge", "p4d.24xlarge", "t4g.micro", "x.y", "Standard_D4ds_v5", "Standard_--", "Standard_B1s",
        "organization/k8tre/prod", "organization/k8tre/other", "tre/k8tre/hub", "a/b/c", "A/B/C", ".././..", "a/b", "-/-/-",
        "key=value", "key=", "zone=a", "zone=b", "node-role.kubernetes.io/x=", "kubernetes.io/hostname=a", "a/b=c", "k8s.io/a=b",
        "topology.kubernetes.io/zone=a", "gpu=yes:NoSchedule", "gpu=no:NoSchedule", "gpu=yes:PreferNoSchedule", "gpu=:NoExecute",
        "kubernetes.azure.com/scalesetpriority=spot:NoSchedule", "kubernetes.azure.com/mode=system", "eks.amazonaws.com/nodegroup=a",
        "0 */12 * * *", "0 25 * * *", "* * * * *", "@daily", "@every 1s", "@every 6h", "0 0 31 2 *", "0 0 * * 7", "1-0 * * * *",
        "*/0 * * * *",
        "443/TCP", "53/UDP", "65535/SCTP", "65536/TCP", "0/TCP", "1/TCP", "2147483648/TCP", "/srv/data", "/", "/dev/null", "/dev/zero",
        ".", "..",
        "Pulumi.yaml", "no-such-file", "2027-01-31", "2027-02-01", "2026-01-01", "2099-12-31", "0001-01-01", "9999-12-31", "2027-1-1",
        "192.0.2.10", "192.0.2.11", "192.0.2.53", "192.0.2.255", "010.0.0.1", "1.2.3", "127.0.0.1", "0.0.0.0", "255.255.255.255", "::1",
        "fd00::10",
        "fd42::/112", "fd43::/112", "2001:db8::11", "192.0.2.240-192.0.2.250", "192.0.2.0-192.0.2.255", "192.0.2.250-192.0.2.240",
        "host.example.org",
        "Host.Example.ORG", "tre@example.org", "a@b.cd", "a@-.cd", "owner/name", "-/-", "a/.", "production", "eth0", "lo", "1", "2", "3",
        "a", "b", "c",
        "gateway/internal-gateway", "openid", "role:admin", "proj:a", "github.com ssh-ed25519 AAAA", "apps.example.org", "*.*", "apps",
        "runner:1",
        "/subscriptions/aaaa0a0a-bb1b-cc2c-dd3d-eeeeee4e4e4e/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/tre",
        "/subscriptions/aaaa0a0a-bb1b-cc2c-dd3d-eeeeee4e4e4e/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet-hub",
        $"{Group}/Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net",
        "/subscriptions/aaaa0a0a-bb1b-cc2c-dd3d-eeeeee4e4e4e/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/a",
        "/subscriptions/a/resourceGroups/b/providers/Microsoft.Network/privateDnsZones/PRIVATELINK.vaultcore.azure.net",
        "https://tre.vault.azure.net/secrets/github-app", new('0', 64), $"{new string('a', 63)}.{new string('b', 63)}", "a person",
        "It has to be so.",
    ];

    private static readonly string[] Hostile =
    [
        "null", "\"\"", "\" \"", "0", "-1", "2147483647", "2147483648", "1e400", "1.5", "true", "[]", "{}", "[null]", "[[]]", "[{}]",
        "\"\\u0000\"",
        "\"a\\u001b[31m\\u0007\\r\\nb\"", "\"\\ud83d\\ude00\"", "\"\\u202e\"", "\"::/0\"", "{ \"a\": { \"b\": [1] } }", "\"a\\n\"",
    ];

    /// <summary>Values of a setting, nine in ten of its type. Null: it is absent.</summary>
    public static Gen<JsonNode?> For(Setting setting) => Gen.Frequency(
        (18, Typed(setting)), (1, Gen.OneOf(Hostile).Select(text => JsonNode.Parse(text))), (1, Gen.Const((JsonNode?)null)));

    private static Gen<JsonNode?> Typed(Setting setting) => setting.IsList
        ? Gen.Frequency((3, Item(setting).Array[0, 3]), (1, Item(setting).Select(item => new[] { item, item })))
            .Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())]))
        : Item(setting);

    private static Gen<JsonNode?> Item(Setting setting) =>
        setting.Nested is { } nested ? Object(nested)
        : setting.Choices is { } choices ? Gen.OneOf([.. choices]).Select(choice => (JsonNode?)choice.DeepClone())
        : setting.ValueType == typeof(bool) ? Gen.Bool.Select(flag => (JsonNode?)flag)
        : setting.ValueType == typeof(int) ? Number(setting).Select(number => (JsonNode?)number)
        : Gen.OneOf(TextsFor(setting)).Select(text => (JsonNode?)text);

    private static Gen<JsonNode?> Object(SettingsType type) =>
        Gen.Int[0, int.MaxValue].Select(Gen.Const(type), (seed, settings) => (JsonNode?)Members(settings, (ulong)seed));

    // Half of what may be left out is left out.
    private static JsonObject Members(SettingsType type, ulong seed)
    {
        var random = new PCG(1, seed);
        var members = new JsonObject();
        foreach (var setting in type.Settings.Where(setting => setting.Property.IsRequired || random.Next(2) == 0))
        {
            if (For(setting).Generate(random, null, out _) is { } value)
                members[setting.Key] = value;
        }
        return members;
    }

    private static Gen<int> Number(Setting setting) => Rule<RangeAttribute>(setting) is { } range
        ? Gen.Frequency(
            (3, Gen.OneOf((int)range.Minimum, (int)range.Maximum, (int)range.Minimum + 1, (int)range.Minimum - 1)),
            (2, Gen.Int[(int)range.Minimum, Math.Min((int)range.Maximum, (int)range.Minimum + 20)]))
        : Gen.Int[0, 1000];

    private static string[] TextsFor(Setting setting)
    {
        if (setting.ValueType == typeof(IPNetwork))
            return Ranges;
        if (setting.ValueType == typeof(IPv4Range) || setting.ValueType == typeof(IPv6Range))
            return [.. Texts.Where(text => text.AsSpan().IndexOf("::/") >= 0 || text.AsSpan().StartsWith("192.0.2.2"))];
        if (setting.ValueType == typeof(SshHostKey))
            return [SettingsDocument.HostKey, "ssh-rsa AAAA"];
        var pattern = Rule<RegularExpressionAttribute>(setting)?.Pattern;
        return pattern is null ? Texts : [.. Texts.Where(text => Regex.IsMatch(text, pattern)), "no such format at all!"];
    }

    private static T? Rule<T>(Setting setting)
        where T : Attribute => (T?)Attribute.GetCustomAttribute(setting.Member, typeof(T));
}
