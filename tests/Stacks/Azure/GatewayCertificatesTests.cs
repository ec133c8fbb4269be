using K8tre.Stacks;
using K8tre.Tests.Stacks.Settings;

namespace K8tre.Tests.Stacks.Azure;

/// <summary>Errors about the certificates of public gateways, a secret with a value for each environment.</summary>
public sealed class GatewayCertificatesTests
{
    private const string Command = "pulumi config set --secret --path 'k8tre:gatewayCertificates.dev'";

    // The second text is what a plan reads in place of a value that it cannot decrypt.
    [Theory]
    [InlineData("canary")]
    [InlineData("placeholder for the encrypted k8tre:gatewayCertificates")]
    [InlineData("\"canary\"")]
    [InlineData("[\"canary\"]")]
    [InlineData("null")]
    [InlineData("")]
    public async Task One_value_for_all_environments_is_refused(string certificates) => Assert.Contains(
        "k8tre:gatewayCertificates is one value; write an object with a value for each environment: PFX without a password, in base64. "
        + $"Run: pulumi config rm k8tre:gatewayCertificates, then {Command}",
        await RefusalAsync(certificates),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "prd": "canary" }""")]
    [InlineData("""{ "dev": "" }""")]
    [InlineData("""{ "dev": null }""")]
    [InlineData("""{ "dev": { "pfx": "canary" } }""")]
    public async Task A_missing_value_is_named(string certificates) => Assert.Contains(
        "k8tre:gatewayCertificates.dev is not set or no text, and the environment has a public gateway; write a PFX without a password, in "
        + $"base64. Run: {Command}",
        await RefusalAsync(certificates),
        StringComparison.Ordinal);

    private static async Task<string> RefusalAsync(string certificates)
    {
        var settings = new SettingsDocument().OnAzure()
            .With("environments[0].aks.publicGateway", "true")
            .With(
                "waivers",
                """
                [{ "rule": "privateGateway", "subject": "dev", "owner": "the team", "reason": "It has to be so.", "expires": "2027-02-01" }]
                """)
            .Load(new() { GatewayCertificates = Output.CreateSecret(certificates) });

        var message = await FailedRun.OfAsync(() => ResourceGraph.OfAsync(
            options => new Platform(settings.Platform.Name, new() { Settings = settings }, options)));

        Assert.DoesNotContain("canary", message, StringComparison.Ordinal);
        return message;
    }
}
