using K8tre.Components;
using K8tre.Components.GitOps.Monitoring;
using K8tre.Components.Network;

namespace K8tre.Tests.Stacks.Settings;

public sealed class ArtefactRulesTests
{
    private const string At = "k8tre:platform.artefacts";

    private static readonly string Zeros = new('0', 64);

    private static SettingsDocument Settings => new();

    private static IReadOnlyList<string> ProblemsOf(string key, TemporaryFile file, string? sha256 = null) =>
        Settings.With(
            "artefacts",
            $$"""{ "{{key}}": { "file": "{{file.Path}}"{{(sha256 is null ? "" : $", \"sha256\": \"{sha256}\"")}} } }""").Problems();

    [Fact]
    public void Files_of_the_pinned_versions_are_fine_if_their_digest_is_given_or_none_is_known()
    {
        using var definitions = Artefacts.GatewayApi();
        using var cilium = Artefacts.Chart("cilium", Versions.Cilium.Version);
        using var argoCd = Artefacts.Chart("argo-cd", Versions.ArgoCd.Version);

        Assert.Empty(ProblemsOf("gatewayApi", definitions, definitions.Sha256));
        Assert.Empty(ProblemsOf("cilium", cilium, cilium.Sha256));
        Assert.Empty(ProblemsOf("cilium", cilium));
        Assert.Empty(ProblemsOf("argoCd", argoCd, argoCd.Sha256));
    }

    [Fact]
    public void A_file_that_its_project_did_not_publish_is_refused_unless_the_operator_gives_its_digest()
    {
        using var definitions = Artefacts.GatewayApi();
        using var argoCd = Artefacts.Chart("argo-cd", Versions.ArgoCd.Version);

        Assert.Equal(
            [
                $"{At}.gatewayApi.file is {definitions.Path}, whose sha256 is {definitions.Sha256}, not "
                + $"{Versions.GatewayApi.Sha256["standard-install.yaml"]}; fetch {GatewayApi.Bundle} again, or, if you changed it on "
                + "purpose, add its sha256 beside the file",
            ],
            ProblemsOf("gatewayApi", definitions));
        Assert.Equal(
            [
                $"{At}.argoCd.file is {argoCd.Path}, whose sha256 is {argoCd.Sha256}, not {Versions.ArgoCd.Sha256}; fetch the archive of "
                + $"argo-cd {Versions.ArgoCd.Version} again, or, if you changed it on purpose, add its sha256 beside the file",
            ],
            ProblemsOf("argoCd", argoCd));
    }

    [Fact]
    public void Every_missing_file_is_named_at_once() => Assert.Equal(
        [
            $"{At}.gatewayApi.file is no-such-file, which does not exist; put {GatewayApi.Bundle} beside Pulumi.yaml, or correct the path",
            $"{At}.cilium.file is no-such-file, which does not exist; put the archive of cilium {Versions.Cilium.Version} beside "
            + "Pulumi.yaml, or correct the path",
            $"{At}.argoCd.file is no-such-file, which does not exist; put the archive of argo-cd {Versions.ArgoCd.Version} beside "
            + "Pulumi.yaml, or correct the path",
        ],
        Settings.With(
            "artefacts",
            """{ "gatewayApi": { "file": "no-such-file" }, "cilium": { "file": "no-such-file" },"""
            + """ "argoCd": { "file": "no-such-file" } }""").Problems());

    [Fact]
    public void A_file_of_another_digest_is_refused()
    {
        using var definitions = Artefacts.GatewayApi();

        Assert.Equal(
            [
                $"{At}.gatewayApi.file is {definitions.Path}, whose sha256 is {definitions.Sha256}, not {Zeros}; fetch "
                + $"{GatewayApi.Bundle} again",
            ],
            ProblemsOf("gatewayApi", definitions, Zeros));
    }

    [Fact]
    public void Definitions_of_monitoring_are_of_the_pinned_version_and_only_for_prd()
    {
        using var right = Artefacts.Monitoring();
        using var other = Artefacts.Monitoring("0.87.10");

        Assert.Empty(Problems("prd", right));
        Assert.Equal(
            [$"{At}.monitoring.file is {other.Path}, which is not the bundle of v0.87.1; fetch {MonitoringApi.Bundle}"],
            Problems("prd", other));
        Assert.Equal(
            [$"{At}.monitoring.file is set, and no environment is prd; only prd has monitoring: remove it"], Problems("dev", right));

        static IReadOnlyList<string> Problems(string environment, TemporaryFile file) => Settings
            .With("argoCd", SettingsDocument.SignIn)
            .With("environments[0].environment", $"\"{environment}\"")
            .With("artefacts", $$"""{ "monitoring": { "file": "{{file.Path}}" } }""").Problems();
    }

    // With the definitions of 1.5 Cilium's operator crashes; the experimental channel is not for production.
    [Theory, InlineData("v1.5.1", "standard"), InlineData("v1.4.10", "standard"), InlineData(null, "experimental")]
    public void Definitions_of_another_version_or_channel_are_refused(string? version, string channel)
    {
        using var definitions = Artefacts.GatewayApi(version, channel);

        Assert.Equal(
            [
                $"{At}.gatewayApi.file is {definitions.Path}, which is not the standard channel of {Versions.GatewayApi.Version}; fetch "
                + $"{GatewayApi.Bundle}",
            ],
            ProblemsOf("gatewayApi", definitions));
    }

    [Theory, InlineData("cilium", "1.18.0"), InlineData("argo-cd", "10.1.1")]
    public void Another_chart_than_the_pinned_one_is_refused(string name, string version)
    {
        using var chart = Artefacts.Chart(name, version);

        Assert.Equal(
            [
                $"{At}.cilium.file is {chart.Path}, which is {name} {version}, not cilium {Versions.Cilium.Version}; "
                + $"run: helm pull cilium --repo https://helm.cilium.io/ --version {Versions.Cilium.Version}",
            ],
            ProblemsOf("cilium", chart));
    }

    [Fact]
    public void What_is_no_archive_is_refused()
    {
        using var page = new TemporaryFile("<html>The proxy says no.</html>");

        Assert.Equal(
            [
                $"{At}.argoCd.file is {page.Path}, which is not an archive of a Helm chart; "
                + $"run: helm pull argo-cd --repo https://argoproj.github.io/argo-helm --version {Versions.ArgoCd.Version}",
            ],
            ProblemsOf("argoCd", page));
    }

    [Fact]
    public void A_mirror_that_nothing_reads_is_refused()
    {
        using var cilium = Artefacts.Chart("cilium", Versions.Cilium.Version);
        using var argoCd = Artefacts.Chart("argo-cd", Versions.ArgoCd.Version);

        Assert.Equal(
            [$"{At}.chartMirror is set, and the files of all charts are set too; write the mirror or the files"],
            Settings.With(
                "artefacts",
                $$"""{ "cilium": { "file": "{{cilium.Path}}" }, "argoCd": { "file": "{{argoCd.Path}}","""
                + $$""" "sha256": "{{argoCd.Sha256}}" },"""
                + """ "chartMirror": "https://charts.example.org/" }""").Problems());
    }

    [Fact]
    public async Task A_platform_takes_what_it_was_given_and_the_mirror_for_the_rest()
    {
        using var definitions = Artefacts.GatewayApi();
        using var cilium = Artefacts.Chart("cilium", Versions.Cilium.Version);

        var plan = await StackFile.PlanAsync(File.ReadAllText(Path.Combine(Repository.Root, "Pulumi.dev.yaml")).Replace(
            "    ssh:\n",
            $"    artefacts: {{ gatewayApi: {{ file: {definitions.Path}, sha256: '{definitions.Sha256}' }}, "
            + $"cilium: {{ file: {cilium.Path} }}, "
            + "chartMirror: 'https://charts.example.org/' }\n    ssh:\n",
            StringComparison.Ordinal));

        var inputs = plan.Resources.ToLookup(resource => resource.Type, resource => resource.Inputs);
        Assert.Equal(definitions.Path, (string?)Assert.Single(inputs["kubernetes:yaml/v2:ConfigFile"])["file"]);
        var releases = inputs["kubernetes:helm.sh/v3:Release"].ToDictionary(release => (string)release["name"]!);
        Assert.Equal(cilium.Path, (string?)releases["cilium"]["chart"]);
        Assert.Null(releases["cilium"]["repositoryOpts"]);
        Assert.Equal("argo-cd", (string?)releases["argocd"]["chart"]);
        Assert.Equal("https://charts.example.org/", (string?)releases["argocd"].At("repositoryOpts.repo"));
    }
}
