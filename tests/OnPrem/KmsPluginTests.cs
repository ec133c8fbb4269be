using K8tre.Components.OnPrem;

namespace K8tre.Tests.OnPrem;

public sealed class KmsPluginTests
{
    private const string Unit = "/etc/systemd/system/k8tre-kms.service";
    private const string Folder = "/etc/rancher/k3s/kms";

    private static readonly KmsPlugin Plugin = new()
    {
        Url = "https://example.org/plugin",
        Sha256 = new('a', 64),
        Arguments = ["--listen=unix://{socket}", "--key={credentials}", "50% of \"$HOME\" \\"],
        Environment = Output.CreateSecret("TOKEN=canary"),
        Credentials = Output.CreateSecret("canary"),
    };

    [Fact]
    public async Task The_unit_starts_before_k3s_and_systemd_changes_nothing_in_the_arguments()
    {
        var unit = (await InputAsync(Plugin)).Files[Unit];

        Assert.Contains("\nBefore=k3s.service\n", unit, StringComparison.Ordinal);
        Assert.Contains("\nWantedBy=multi-user.target k3s.service\n", unit, StringComparison.Ordinal);
        Assert.Contains(
            "\nExecStart=/usr/local/lib/k8tre/kms-plugin \"--listen=unix:///run/k8tre-kms/kms.sock\" "
            + "\"--key=${CREDENTIALS_DIRECTORY}/credentials\" \"50%% of \\\"$$HOME\\\" \\\\\"\n",
            unit,
            StringComparison.Ordinal);
        Assert.Contains("\nDynamicUser=yes\n", unit, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", unit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_secrets_are_files_of_root_and_the_api_server_reads_the_configuration_of_the_script()
    {
        var input = await InputAsync(Plugin);

        Assert.Equal("TOKEN=canary", input.Files[$"{Folder}/environment"]);
        Assert.Equal("canary", input.Files[$"{Folder}/credentials"]);
        Assert.Contains(
            $"\n  - \"encryption-provider-config={Folder}/encryption.json\"\n",
            input.Files["/etc/rancher/k3s/config.yaml"],
            StringComparison.Ordinal);
        Assert.DoesNotContain($"{Folder}/encryption.json", input.Files.Keys);
        Assert.Equal(("https://example.org/plugin", null, "3"), (input["kms-location"], input.Optional("kms-path"), input["kms-timeout"]));
    }

    [Fact]
    public async Task A_program_of_the_operator_runs_as_the_given_user()
    {
        var input = await InputAsync(Plugin with { Url = null, Path = "/opt/plugin", User = "hsm", Arguments = [] });

        Assert.Contains("\nExecStart=/opt/plugin\n", input.Files[Unit], StringComparison.Ordinal);
        Assert.Contains("\nUser=hsm\n", input.Files[Unit], StringComparison.Ordinal);
        Assert.Equal("/opt/plugin", input["kms-path"]);
    }

    [Fact]
    public async Task Without_a_kms_there_is_no_plugin()
    {
        var graph = await GraphAsync(Hosts.Five);

        Assert.DoesNotContain(Unit, HostInput.For(graph, "k3s-one").Files.Keys);
        Assert.DoesNotContain(graph.Requests.Keys, name => name.Contains("kms", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, "one-writes no, two-writes no, three-writes no, one-only before, two-only no, three-only no")]
    [InlineData(
        true,
        "one-writes no, two-writes no, three-writes no, one-reads no, two-reads no, three-reads after, "
        + "one-retired no, two-retired no, three-retired no")]
    public async Task All_servers_reach_a_stage_before_any_of_them_takes_the_next_one(bool isRetired, string expected)
    {
        var graph = await GraphAsync(With(Plugin with { IsRetired = isRetired }));

        var commands = graph.Requests.Keys.Where(name => name.StartsWith("k3s-kms-", StringComparison.Ordinal)).ToArray();
        Assert.Equal(expected.Split(", ").Order(), commands.Select(name =>
            $"{name["k3s-kms-".Length..]} {HostInput.For(graph, name)["encrypts"]}").Order());
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task A_generation_of_the_key_runs_one_command_again()
    {
        var (one, other) = (await GraphAsync(With(Plugin)), await GraphAsync(With(Plugin) with { EncryptionKeyGeneration = 2 }));

        var changed = one.Requests.Where(request => request.Value.Inputs.TryGetValue("stdin", out var input)
            && !Equals(input, other.Requests[request.Key].Inputs["stdin"])).Select(request => request.Key);
        Assert.Equal(["k3s-kms-one-only"], changed);
    }

    private static K3sClusterArgs With(KmsPlugin plugin) => Hosts.Five with { Encryption = new() { Kms = plugin } };

    private static async Task<HostInput> InputAsync(KmsPlugin plugin) => HostInput.For(await GraphAsync(With(plugin)), "k3s-one");

    private static Task<ResourceGraph> GraphAsync(K3sClusterArgs args) =>
        ResourceGraph.OfAsync(options => new K3sCluster("k3s", args, options));
}
