using System.Numerics;
using System.Text;
using Google.Protobuf.WellKnownTypes;

namespace K8tre.Automation.Engine.Providers;

/// <summary>Outputs of the provider <c>random</c>.</summary>
/// <remarks>Source: https://www.pulumi.com/registry/packages/random/api-docs/</remarks>
internal static class RandomOutputs
{
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Digits = "0123456789";
    private const string Special = "!@#$%&*()-_=+[]{}<>:?";

    /// <summary>The simulated types.</summary>
    public static IReadOnlyDictionary<string, Action<SimulatedResource>> Types { get; } = new Dictionary<string, Action<SimulatedResource>>
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

    private static void Password(SimulatedResource resource)
    {
        resource.Id = "none";
        resource.AddSecret("result", Characters(resource));
        resource.AddSecret("bcryptHash", "$2a$10$" + resource.Values.Text("bcryptHash", 53, Lower + Upper + Digits));
    }

    private static void String(SimulatedResource resource)
    {
        resource.Id = Characters(resource);
        resource.Add("result", resource.Id);
    }

    private static void Id(SimulatedResource resource)
    {
        var bytes = resource.Values.Bytes("result", resource.GetInteger("byteLength", 8));
        var prefix = resource.GetText("prefix") ?? "";
        resource.Id = Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        resource.Add("b64Url", prefix + resource.Id);
        resource.Add("b64Std", prefix + Convert.ToBase64String(bytes));
        resource.Add("hex", prefix + Convert.ToHexStringLower(bytes));
        resource.Add("dec", prefix + new BigInteger(bytes, isUnsigned: true, isBigEndian: true));
    }

    private static void Bytes(SimulatedResource resource)
    {
        var bytes = resource.Values.Bytes("result", resource.GetInteger("length", 32));
        resource.Id = "none";
        resource.AddSecret("base64", Convert.ToBase64String(bytes));
        resource.AddSecret("hex", Convert.ToHexStringLower(bytes));
    }

    private static void Uuid(SimulatedResource resource)
    {
        resource.Id = resource.Values.Uuid("result");
        resource.Add("result", resource.Id);
    }

    private static void Pet(SimulatedResource resource)
    {
        var words = Enumerable.Range(0, resource.GetInteger("length", 2)).Select(word => resource.Values.Text($"word {word}", 6, Lower));
        string[] prefix = resource.GetText("prefix") is { } text ? [text] : [];
        resource.Id = string.Join(resource.GetText("separator") ?? "-", [.. prefix, .. words]);
    }

    private static void Integer(SimulatedResource resource)
    {
        var minimum = resource.GetInteger("min", 0);
        resource.Id = $"{minimum}";
        resource.Add("result", Value.ForNumber(minimum));
    }

    private static void Shuffle(SimulatedResource resource)
    {
        if (resource.Outputs.Fields.TryGetValue("inputs", out var inputs))
            resource.Add("results", inputs);
    }

    private static string Characters(SimulatedResource resource)
    {
        var alphabet = new StringBuilder();
        if (resource.GetBoolean("lower", true))
            alphabet.Append(Lower);
        if (resource.GetBoolean("upper", true))
            alphabet.Append(Upper);
        if (resource.GetBoolean("numeric", resource.GetBoolean("number", true)))
            alphabet.Append(Digits);
        if (resource.GetBoolean("special", true))
            alphabet.Append(resource.GetText("overrideSpecial") is { Length: > 0 } given ? given : Special);

        return resource.Values.Text("result", resource.GetInteger("length", 16), alphabet.Length > 0 ? alphabet.ToString() : Lower);
    }
}
