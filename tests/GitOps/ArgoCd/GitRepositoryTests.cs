using System.Text.Json.Nodes;
using K8tre.Components.GitOps.ArgoCd;

namespace K8tre.Tests.GitOps.ArgoCd;

public sealed class GitRepositoryTests
{
    private static Task<ResourceGraph> RepositoryAsync(Func<RepositoryCredential> credential) => ResourceGraph.OfAsync(options => new GitRepository(
        "repository", new() { Namespace = "argocd", Url = "https://git.example.org/fork.git", Credential = credential() }, options));

    private static async Task<JsonNode> EntriesAsync(Func<RepositoryCredential> credential) =>
        Json.Of((await RepositoryAsync(credential)).Requests["repository"].Inputs)!["stringData"]!;

    [Fact]
    public async Task Argo_cd_finds_it_by_its_label_and_url()
    {
        var graph = await RepositoryAsync(() => new RepositoryCredential.HttpsToken("git", "token"));

        var secret = Json.Of(graph.Requests["repository"].Inputs)!;
        Assert.Equal("repository", (string)secret["metadata"]!["labels"]!["argocd.argoproj.io/secret-type"]!);
        Assert.Equal(("git", "https://git.example.org/fork.git"), ((string)secret.At("stringData.type")!, (string)secret.At("stringData.url")!));
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task A_token_stands_with_its_user_name()
    {
        var entries = await EntriesAsync(() => new RepositoryCredential.HttpsToken("oauth2", "t0ken"));

        Assert.Equal(("oauth2", "t0ken"), ((string)entries["username"]!, (string)entries["password"]!));
    }

    [Fact]
    public async Task A_deploy_key_stands_alone() =>
        Assert.Equal("key", (string)(await EntriesAsync(() => new RepositoryCredential.SshKey("key")))["sshPrivateKey"]!);

    [Fact]
    public async Task An_app_stands_with_its_ids_and_its_server_where_it_has_one_of_its_own()
    {
        var entries = await EntriesAsync(() => new RepositoryCredential.GitHubApp("1", "2", "key", "https://github.example.org/api/v3"));

        Assert.Equal(
            ("1", "2", "key", "https://github.example.org/api/v3"),
            ((string)entries["githubAppID"]!, (string)entries["githubAppInstallationID"]!, (string)entries["githubAppPrivateKey"]!,
                (string)entries["githubAppEnterpriseBaseUrl"]!));
        Assert.Null((await EntriesAsync(() => new RepositoryCredential.GitHubApp("1", "2", "key")))["githubAppEnterpriseBaseUrl"]);
    }
}
