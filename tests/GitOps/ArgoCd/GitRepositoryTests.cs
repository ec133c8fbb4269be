using System.Text.Json.Nodes;
using K8tre.Components.GitOps.ArgoCd;

namespace K8tre.Tests.GitOps.ArgoCd;

public sealed class GitRepositoryTests
{
    private static Task<ResourceGraph> RepositoryAsync(Func<RepositoryCredential> credential) =>
        ResourceGraph.OfAsync(options => new GitRepository(
            "repository", new() { Namespace = "argocd", Url = "https://git.example.org/fork.git", Credential = credential() }, options));

    private static async Task<JsonNode> EntriesAsync(Func<RepositoryCredential> credential) =>
        Json.Of((await RepositoryAsync(credential)).Requests["repository"].Inputs)!["stringData"]!;

    [Fact]
    public async Task The_secret_has_the_label_and_url_that_argo_cd_reads()
    {
        var graph = await RepositoryAsync(() => new RepositoryCredential.HttpsToken("git", "token"));

        var secret = Json.Of(graph.Requests["repository"].Inputs)!;
        Assert.Equal("repository", (string)secret["metadata"]!["labels"]!["argocd.argoproj.io/secret-type"]!);
        Assert.Equal("git", (string)secret.At("stringData.type")!);
        Assert.Equal("https://git.example.org/fork.git", (string)secret.At("stringData.url")!);
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task A_token_has_a_user_name()
    {
        var entries = await EntriesAsync(() => new RepositoryCredential.HttpsToken("oauth2", "t0ken"));

        Assert.Equal(("oauth2", "t0ken"), ((string)entries["username"]!, (string)entries["password"]!));
    }

    [Fact]
    public async Task A_deploy_key_has_no_user_name() =>
        Assert.Equal("key", (string)(await EntriesAsync(() => new RepositoryCredential.SshKey("key")))["sshPrivateKey"]!);

    [Fact]
    public async Task An_app_has_its_ids_and_the_url_of_an_enterprise_server()
    {
        var entries = await EntriesAsync(() => new RepositoryCredential.GitHubApp("1", "2", "key", "https://github.example.org/api/v3"));

        Assert.Equal(
            ("1", "2", "key", "https://github.example.org/api/v3"),
            ((string)entries["githubAppID"]!, (string)entries["githubAppInstallationID"]!, (string)entries["githubAppPrivateKey"]!,
                (string)entries["githubAppEnterpriseBaseUrl"]!));
        Assert.Null((await EntriesAsync(() => new RepositoryCredential.GitHubApp("1", "2", "key")))["githubAppEnterpriseBaseUrl"]);
    }
}
