using System.Text;
using Google.Protobuf.WellKnownTypes;

namespace K8tre.Automation.Engine.Plausible;

/// <summary>Outputs of the provider <c>random</c>. Source: https://www.pulumi.com/registry/packages/random/api-docs/</summary>
internal static class RandomOutputs
{
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Digits = "0123456789";
    private const string Special = "!@#$%&*()-_=+[]{}<>:?";

    /// <summary>The types answered here.</summary>
    public static IReadOnlyDictionary<string, Action<PlausibleResource>> Table { get; } = new Dictionary<string, Action<PlausibleResource>>
    {
        ["random:index/randomPassword:RandomPassword"] = Password,
        ["random:index/randomString:RandomString"] = String,
        ["random:index/randomId:RandomId"] = Id,
        ["random:index/randomBytes:RandomBytes"] = Bytes,
        ["random:index/randomUuid:RandomUuid"] = Uuid,
        ["random:index/randomPet:RandomPet"] = Pet,
        ["random:index/randomInteger:RandomInteger"] = Integer,
        ["random:index/randomShuffle:RandomShuffle"] = Shuffle,
    };

    private static void Password(PlausibleResource resource)
    {
        resource.Id = "none";
        resource.SetSecret("result", Characters(resource));
        resource.SetSecret("bcryptHash", "$2a$10$" + resource.Seed.Text("bcryptHash", 53, Lower + Upper + Digits));
    }

    private static void String(PlausibleResource resource)
    {
        resource.Id = Characters(resource);
        resource.Set("result", resource.Id);
    }

    private static void Id(PlausibleResource resource)
    {
        var bytes = resource.Seed.Bytes("result", resource.Number("byteLength", 8));
        var prefix = resource.Text("prefix") ?? "";
        resource.Id = Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        resource.Set("b64Url", prefix + resource.Id);
        resource.Set("b64Std", prefix + Convert.ToBase64String(bytes));
        resource.Set("hex", prefix + Convert.ToHexStringLower(bytes));
        resource.Set("dec", prefix + new System.Numerics.BigInteger(bytes, isUnsigned: true, isBigEndian: true));
    }

    private static void Bytes(PlausibleResource resource)
    {
        var bytes = resource.Seed.Bytes("result", resource.Number("length", 32));
        resource.Id = "none";
        resource.SetSecret("base64", Convert.ToBase64String(bytes));
        resource.SetSecret("hex", Convert.ToHexStringLower(bytes));
    }

    private static void Uuid(PlausibleResource resource)
    {
        resource.Id = resource.Seed.Uuid("result");
        resource.Set("result", resource.Id);
    }

    private static void Pet(PlausibleResource resource)
    {
        var words = Enumerable.Range(0, resource.Number("length", 2)).Select(word => resource.Seed.Text($"word {word}", 6, Lower));
        string[] prefix = resource.Text("prefix") is { } text ? [text] : [];
        resource.Id = string.Join(resource.Text("separator") ?? "-", [.. prefix, .. words]);
    }

    private static void Integer(PlausibleResource resource)
    {
        var least = resource.Number("min", 0);
        resource.Id = $"{least}";
        resource.Set("result", Value.ForNumber(least));
    }

    private static void Shuffle(PlausibleResource resource)
    {
        if (resource.Outputs.Fields.TryGetValue("inputs", out var inputs))
            resource.Set("results", inputs);
    }

    private static string Characters(PlausibleResource resource)
    {
        var alphabet = new StringBuilder();
        if (resource.Flag("lower", true))
            alphabet.Append(Lower);
        if (resource.Flag("upper", true))
            alphabet.Append(Upper);
        if (resource.Flag("numeric", resource.Flag("number", true)))
            alphabet.Append(Digits);
        if (resource.Flag("special", true))
            alphabet.Append(resource.Text("overrideSpecial") is { Length: > 0 } given ? given : Special);

        return resource.Seed.Text("result", resource.Number("length", 16), alphabet.Length > 0 ? alphabet.ToString() : Lower);
    }
}
