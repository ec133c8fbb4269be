using System.Text.Json;
using K8tre.Components.GitOps.ArgoCd;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Tests.Stacks.Settings.GitOps;

public sealed class ArgoCdRulesTests
{
    private const string ArgoCd = "k8tre:platform.argoCd";
    private const string GitOps = "k8tre:platform.gitOps";
    private const string Host = "\"host\": \"argocd.dev.tre.example.org\"";

    private static SettingsDocument Settings => new();

    private static string Sso(string groups = """[{ "name": "operators", "role": "admin" }]""", string more = "") =>
        $$"""{ {{Host}}, "sso": { "issuer": "https://login.example.org/tre", "clientId": "argocd", {{more}} "groups": {{groups}} } }""";

    private static IReadOnlyList<string> ProblemsOf(string argoCd) => Settings.With("argoCd", argoCd).Problems();

    [Fact]
    public void Everything_may_be_left_out() => Assert.Null(Settings.Read().ArgoCd);

    [Fact]
    public void A_name_below_the_domain_a_proxy_and_certificates_are_fine() => Assert.Empty(ProblemsOf(
        $$"""{ {{Host}}, "proxy": "http://proxy.example.org:3128", "proxyExceptions": ["10.0.0.0/8"],"""
        + $$""" "trustedCertificates": {{JsonSerializer.Serialize(SettingsDocument.Certificate())}} }"""));

    public static TheoryData<string, string> OneWrongValue => new()
    {
        {
            """{ "host": "argocd.example.org" }""",
            $"{ArgoCd}.host is argocd.example.org, and the gateway serves *.dev.tre.example.org; write argocd.dev.tre.example.org"
        },
        {
            """{ "host": "a.b.dev.tre.example.org" }""",
            $"{ArgoCd}.host is a.b.dev.tre.example.org, and the gateway serves *.dev.tre.example.org; write argocd.dev.tre.example.org"
        },
        { """{ "gateway": "internal" }""", $"{ArgoCd}.gateway is \"internal\"; {Formats.NamespacedNameHint}" },
        {
            """{ "proxy": "http://me:hunter2@proxy.example.org:3128" }""",
            $"{ArgoCd}.proxy is \"http://***@proxy.example.org:3128\"; {Formats.ProxyUrlHint}"
        },
        { """{ "proxy": "proxy.example.org" }""", $"{ArgoCd}.proxy is \"proxy.example.org\"; {Formats.ProxyUrlHint}" },
        {
            """{ "proxyExceptions": ["10.0.0.0/8"] }""",
            $"{ArgoCd}.proxyExceptions is set, and {ArgoCd}.proxy is not; add the proxy, or remove the exceptions"
        },
        {
            """{ "trustedCertificates": "c:/ca.pem" }""",
            $"{ArgoCd}.trustedCertificates holds no certificates; write PEM, one BEGIN CERTIFICATE to END CERTIFICATE after the other, "
            + "and no key"
        },
        {
            """{ "replacements": [{ "environment": "dev", "word": "two words", "with": "x" }] }""",
            $"{ArgoCd}.replacements[0].word is \"two words\"; write letters, digits, dots, dashes, underscores and @, and no number"
        },
        {
            """{ "replacements": [{ "environment": "dev", "word": "a", "with": "12" }] }""",
            $"{ArgoCd}.replacements[0].with is \"12\"; write letters, digits, dots, dashes, underscores and @, and no number"
        },
        {
            """{ "replacements": [{ "environment": "dev", "word": "a", "with": "x" },"""
            + """ { "environment": "dev", "word": "a", "with": "z" }] }""",
            $"{ArgoCd}.replacements[1].word is \"a\" again for the same environment; write it once"
        },
        {
            """{ "sso": { "issuer": "http://login.example.org", "clientId": "a", "isPublicClient": true,"""
            + """ "groups": [{ "name": "g", "role": "admin" }] }, "host": "argocd.dev.tre.example.org" }""",
            $"{ArgoCd}.sso.issuer is \"http://login.example.org\"; {Formats.HttpsUrlHint}"
        },
        {
            Sso("""[{ "name": "g", "role": "readOnly" }]""", "\"isPublicClient\": true,"),
            $"{ArgoCd}.sso.groups names none with role admin, and the built-in administrator is disabled; add one"
        },
        {
            Sso("""[{ "name": "g", "role": "admin" }, { "name": "g", "role": "readOnly" }]""", "\"isPublicClient\": true,"),
            $"{ArgoCd}.sso.groups names g 2 times; write it once, with its highest role"
        },
        {
            Sso("""[{ "name": "a\", role:admin", "role": "admin" }]""", "\"isPublicClient\": true,"),
            $"{ArgoCd}.sso.groups[0].name is \"a\\\", role:admin\"; {ArgoCdSso.GroupHint}"
        },
        {
            Sso(),
            $"k8tre:argoCdClientSecret is not set, and {ArgoCd}.sso is set; run: pulumi config set --secret k8tre:argoCdClientSecret"
        },
    };

    [Theory, MemberData(nameof(OneWrongValue))]
    public void A_wrong_value_is_answered_with_what_to_write(string argoCd, string problem) => Assert.Equal([problem], ProblemsOf(argoCd));

    [Theory]
    [InlineData("admin")]
    [InlineData("role:admin")]
    [InlineData("proj:default:a")]
    [InlineData("tre,operators")]
    public void A_group_that_has_a_meaning_of_its_own_in_argo_cds_policy_is_refused(string group) => Assert.Equal(
        [$"{ArgoCd}.sso.groups[0].name is \"{group}\"; {ArgoCdSso.GroupHint}"],
        ProblemsOf(Sso($$"""[{ "name": "{{group}}", "role": "admin" }]""", "\"isPublicClient\": true,")));

    // A line break would end the line of Argo CD's policy.
    [Theory]
    [InlineData(@"tre\noperators")]
    [InlineData(@"operators\n")]
    [InlineData(@"operators\r")]
    [InlineData(@"operators\u2028")]
    public void A_group_name_of_several_lines_is_refused(string group) => Assert.EndsWith(
        ArgoCdSso.GroupHint,
        Assert.Single(ProblemsOf(Sso($$"""[{ "name": "{{group}}", "role": "admin" }]""", "\"isPublicClient\": true,"))),
        StringComparison.Ordinal);

    [Fact]
    public void Sign_in_without_a_host_name_uses_a_port_forward() => Assert.Empty(ProblemsOf(
        """{ "sso": { "issuer": "https://login.example.org", "clientId": "a", "isPublicClient": true,"""
        + """ "groups": [{ "name": "g", "role": "admin" }] } }"""));

    [Fact]
    public void A_private_key_among_the_certificates_is_refused_and_not_repeated()
    {
        var pem = SettingsDocument.Certificate() + "\n-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----\n";

        var problem = Assert.Single(ProblemsOf($$"""{ "trustedCertificates": {{JsonSerializer.Serialize(pem)}} }"""));

        Assert.StartsWith($"{ArgoCd}.trustedCertificates holds no certificates", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_stacks_argo_cd_is_set_up_there() => Assert.Equal(
        [$"{ArgoCd} is set, and k8tre:platform.management.mode is stack; Argo CD is in the other stack: write it there"],
        Settings.With("argoCd", $"{{ {Host} }}")
            .With("management", """{ "mode": "stack", "stack": "tre/k8tre/hub" }""")
            .Without("gitOps")
            .Problems());

    public static TheoryData<string, string, string> WrongRepository => new()
    {
        {
            "https://git.example.org/a.git",
            "\"credential\": \"httpsToken\"",
            $"k8tre:gitToken is not set, and {GitOps}.credential is httpsToken; run: pulumi config set --secret k8tre:gitToken"
        },
        {
            "git@git.example.org:a.git",
            "\"credential\": \"none\"",
            $"{GitOps}.credential is none, and {GitOps}.repoUrl is an SSH address, which needs a key; write sshKey"
        },
        {
            "https://git.example.org/a.git",
            "\"gitHubApp\": { \"appId\": \"1\", \"installationId\": \"2\" }",
            $"{GitOps}.gitHubApp is set, and {GitOps}.credential is none; remove it, or write gitHubApp"
        },
        {
            "https://git.example.org/a.git",
            "\"credential\": \"password\"",
            $"{GitOps}.credential is \"password\"; allowed are none, httpsToken, sshKey, gitHubApp"
        },
        {
            "https://git.example.org/a.git",
            "\"gitHubApp\": { \"appId\": 1, \"installationId\": \"2\" }",
            $"{GitOps}.gitHubApp.appId is 1; write text, in quotes: '1'"
        },
    };

    [Theory, MemberData(nameof(WrongRepository))]
    public void A_wrong_credential_is_answered_with_what_to_write(string url, string more, string problem)
    {
        var problems = Settings.With("gitOps", $$"""{ "repoUrl": "{{url}}", "targetRevision": "v1", {{more}} }""").Problems();

        Assert.Contains(problem, problems);
    }

    [Theory]
    [InlineData("https://git.example.org/a.git", "sshKey", "write an SSH address, or httpsToken")]
    [InlineData("git@git.example.org:a.git", "httpsToken", "write an HTTPS address, or sshKey")]
    [InlineData("ssh://git@git.example.org/a.git", "gitHubApp", "write an HTTPS address, or sshKey")]
    public void The_address_and_the_credential_fit_together(string url, string credential, string mend)
    {
        var problems = Settings
            .With("gitOps", $$"""{ "repoUrl": "{{url}}", "targetRevision": "v1", "credential": "{{credential}}" }""")
            .Problems();

        Assert.Contains(
            problems,
            problem => problem.StartsWith($"{GitOps}.credential is {credential}, ", StringComparison.Ordinal)
                && problem.EndsWith(mend, StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_git_host_needs_its_key()
    {
        var settings = Settings.With(
            "gitOps", """{ "repoUrl": "git@git.example.org:a.git", "targetRevision": "v1", "credential": "sshKey" }""");

        Assert.Contains(
            $"{GitOps}.knownHosts is empty, and Argo CD does not know the keys of git.example.org; run ssh-keyscan git.example.org, "
            + "verify the keys, and add them",
            settings.Problems());
    }

    [Fact]
    public void A_line_that_is_no_known_host_is_refused() => Assert.Contains(
        $"{GitOps}.knownHosts[0] is \"git.example.org\"; write the host, the type of the key and the key, as ssh-keyscan prints them",
        Settings.With(
            "gitOps",
            """{ "repoUrl": "git@git.example.org:a.git", "targetRevision": "v1", "credential": "sshKey","""
            + """ "knownHosts": ["git.example.org"] }""").Problems());

    [Fact]
    public void All_problems_are_reported_at_once()
    {
        var problems = ProblemsOf(
            """{ "proxyExceptions": ["a"], "trustedCertificates": "x","""
            + """ "replacements": [{ "environment": "dev", "word": " ", "with": "x" }] }""");

        Assert.Equal(3, problems.Count);
    }
}
