using System.Diagnostics;
using System.Runtime.Versioning;

namespace K8tre.Tests.GitOps.ArgoCd;

/// <summary>Tests of the plugin's script with manifests that a substitute for kustomize prints.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ArgoCdPluginTests : IDisposable
{
    private readonly Dictionary<string, string> _variables = [];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("k8tre-plugin-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_five_variables_are_replaced_everywhere()
    {
        var (exitCode, output, _) = Render(
            "host: portal.${DOMAIN}\nname: ${CLUSTER_NAME}-${ENVIRONMENT}\nregion: \"${REGION}\"\npool: ${METALLB_IP_RANGE}\n",
            ("DOMAIN", "dev.tre.org"), ("CLUSTER_NAME", "tre"), ("ENVIRONMENT", "dev"), ("REGION", "site"),
            ("METALLB_IP_RANGE", "192.0.2.1-192.0.2.9"));

        Assert.Equal("host: portal.dev.tre.org\nname: tre-dev\nregion: \"site\"\npool: 192.0.2.1-192.0.2.9\n", output);
        Assert.Equal(0, exitCode);
    }

    [Theory]
    [InlineData("datasource: ${DS_PROMETHEUS}")]
    [InlineData("return 302 https://portal.$ENVIRONMENT.$DOMAIN/login?redirect=$scheme://$host$request_uri;")]
    [InlineData("envsubst '$DOMAIN $ENVIRONMENT' < /templates/nginx.conf")]
    [InlineData("${EXTERNAL_DOMAIN} ${DOMAIN:-x} ${ DOMAIN } $${X} ${DOMAINS} {DOMAIN}")]
    [InlineData(@"back\\slash & ampersand \1 \& tab\t %s %d")]
    public void Other_text_is_not_changed(string line)
    {
        var (exitCode, output, _) = Render($"{line}\n", ("DOMAIN", "dev.tre.org"), ("ENVIRONMENT", "dev"));

        Assert.Equal($"{line}\n", output);
        Assert.Equal(0, exitCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_missing_variable_is_an_error(string? value)
    {
        (string, string)[] variables = value is null ? [] : [("REGION", value)];
        var (exitCode, _, errors) = Render("region: ${REGION}\n", variables);

        Assert.Equal(1, exitCode);
        Assert.Equal("kustomize-with-envsubst: the manifests use ${REGION}, but this Application does not pass REGION\n", errors);
    }

    [Theory]
    [InlineData("x\"; evil: \"y")]
    [InlineData("a\nb: c")]
    [InlineData("${DOMAIN}")]
    [InlineData("$(reboot)")]
    [InlineData("a/b")]
    [InlineData("ünicode")]
    public void A_value_that_labels_do_not_allow_is_refused_and_not_printed(string value)
    {
        var (exitCode, output, errors) = Render("region: ${REGION}\n", ("REGION", value));

        Assert.Equal(1, exitCode);
        Assert.Equal("kustomize-with-envsubst: REGION contains a character that label values do not allow\n", errors);
        Assert.DoesNotContain(value, output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_script_fails_if_kustomize_fails()
    {
        var (exitCode, _, _) = Render("a: b\n", 3);

        Assert.Equal(3, exitCode);
    }

    [Fact]
    public void Kustomize_may_render_charts_and_load_files_from_other_folders()
    {
        Render("a: b\n");

        Assert.Equal(
            "build --enable-helm --load-restrictor LoadRestrictionsNone .\n",
            File.ReadAllText(Path.Combine(_folder.FullName, "arguments")));
    }

    [Fact]
    public void Replacements_of_an_environment_follow_its_variables()
    {
        Replace("dev", ("stgk8trecoredev", "mytreecore"), ("rg-k8tre-dev-uks-aks", "rg-tre-dev"));

        var (exitCode, output, errors) = Render(
            "parameters:\n  storageAccount: stgk8trecore${ENVIRONMENT}\n  resourceGroup: rg-k8tre-${ENVIRONMENT}-uks-aks\n",
            ("ENVIRONMENT", "dev"));

        Assert.Equal("parameters:\n  storageAccount: mytreecore\n  resourceGroup: rg-tre-dev\n", output);
        Assert.Equal((0, ""), (exitCode, errors));
    }

    // Forms of one organisation's names in upstream's overlays for Azure: a client id in an annotation, JSON in a Secret, a list of zones,
    // fields of an issuer, JSON with escaped quotes in a script.
    [Theory]
    [InlineData(
        "azure.workload.identity/client-id: \"11111111-aaaa-4bbb-8ccc-000000000001\"",
        "azure.workload.identity/client-id: \"22222222-aaaa-4bbb-8ccc-000000000002\"")]
    [InlineData(
        "      \"tenantId\": \"11111111-aaaa-4bbb-8ccc-000000000001\",",
        "      \"tenantId\": \"22222222-aaaa-4bbb-8ccc-000000000002\",")]
    [InlineData("        - --domain-filter=dev.old.example", "        - --domain-filter=dev.tre.example.org")]
    [InlineData("    email: first.last@old.example", "    email: tre@example.org")]
    [InlineData("          hostedZoneName: old.example", "          hostedZoneName: tre.example.org")]
    [InlineData("          resourceGroupName: rg-old-dns", "          resourceGroupName: rg-dns")]
    [InlineData(
        "  \\\"azure-load-balancer-internal-subnet\\\": \\\"snet-old\\\",",
        "  \\\"azure-load-balancer-internal-subnet\\\": \\\"snet-tre\\\",")]
    public void Upstreams_names_are_replaced_in_all_forms(string line, string expected)
    {
        Replace(
            "dev",
            ("11111111-aaaa-4bbb-8ccc-000000000001", "22222222-aaaa-4bbb-8ccc-000000000002"),
            ("dev.old.example", "dev.tre.example.org"),
            ("old.example", "tre.example.org"),
            ("first.last@old.example", "tre@example.org"),
            ("rg-old-dns", "rg-dns"),
            ("snet-old", "snet-tre"));

        Assert.Equal($"{expected}\n", Render($"{line}\n", ("ENVIRONMENT", "dev")).Output);
    }

    [Theory]
    [InlineData("image: ghcr.io/old/app:1.0@sha256:aa")]
    [InlineData("host: portal.old.example")]
    [InlineData("name: my-old")]
    [InlineData("old_name: oldest")]
    [InlineData("path: ${old-name}${older}")]
    public void Parts_of_longer_words_are_not_replaced(string line)
    {
        Replace("dev", ("ol", "new"), ("example", "new"), ("old.exampl", "new"), ("-old", "new"), ("older_", "new"));

        Assert.Equal($"{line}\n", Render($"{line}\n", ("ENVIRONMENT", "dev")).Output);
    }

    [Fact]
    public void A_replacement_is_not_replaced_again()
    {
        Replace("dev", ("one", "two"), ("two", "one"));

        Assert.Equal("two: one\n", Render("one: two\n", ("ENVIRONMENT", "dev")).Output);
    }

    [Fact]
    public void Each_environment_has_its_own_replacements()
    {
        Replace("dev", ("one", "two"));

        Assert.Equal("a: one\n", Render("a: one\n", ("ENVIRONMENT", "prd")).Output);
        Assert.Equal("a: one\n", Render("a: one\n").Output);
    }

    [Theory]
    [InlineData("one two")]
    [InlineData("one\t")]
    [InlineData("one\ta: b")]
    [InlineData("\ttwo")]
    public void A_line_that_is_not_two_words_is_an_error(string line)
    {
        Replace("dev");
        File.WriteAllText(Path.Combine(_folder.FullName, "replacements", "dev"), $"{line}\n");

        var (exitCode, output, errors) = Render("a: one\n", ("ENVIRONMENT", "dev"));

        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith(
            "kustomize-with-envsubst: a replacement must be two words separated by a tab: ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../dev")]
    [InlineData("dev; reboot")]
    public void An_environment_that_is_not_a_valid_label_is_refused(string environment)
    {
        Replace("dev", ("one", "two"));

        var (exitCode, output, errors) = Render("a: one\n", ("ENVIRONMENT", environment));

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Equal("kustomize-with-envsubst: ENVIRONMENT contains a character that label values do not allow\n", errors);
    }

    [Fact]
    public void Git_trusts_the_operators_certificates_and_those_of_the_image()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "image.pem"), "of the image\n");
        File.WriteAllText(Path.Combine(_folder.FullName, "site.pem"), "of the site\n");
        _variables["K8TRE_SYSTEM_CERTIFICATES"] = Path.Combine(_folder.FullName, "image.pem");
        _variables["K8TRE_TRUSTED_CERTIFICATES"] = Path.Combine(_folder.FullName, "site.pem");

        Render("a: b\n");

        Assert.Equal("of the image\nof the site\n", File.ReadAllText(Path.Combine(_folder.FullName, "trusted")));
        Assert.False(File.Exists(File.ReadAllText(Path.Combine(_folder.FullName, "trusted-path")).Trim()));
    }

    private void Replace(string environment, params (string Word, string With)[] words)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.FullName, "replacements"));
        File.WriteAllText(Path.Combine(folder.FullName, environment), string.Concat(words.Select(pair => $"{pair.Word}\t{pair.With}\n")));
        _variables["K8TRE_REPLACEMENTS"] = folder.FullName;
    }

    private (int ExitCode, string Output, string Errors) Render(string manifests, params (string Name, string Value)[] variables) =>
        Render(manifests, 0, variables);

    private (int ExitCode, string Output, string Errors) Render(
        string manifests, int kustomizeExitCode, params (string Name, string Value)[] variables)
    {
        var kustomize = Path.Combine(_folder.FullName, "kustomize");
        File.WriteAllText(Path.Combine(_folder.FullName, "manifests"), manifests);
        File.WriteAllText(kustomize, $"""
            #!/bin/sh
            echo "$@" > "{_folder.FullName}/arguments"
            if [ -n "$GIT_SSL_CAINFO" ]; then
              cat "$GIT_SSL_CAINFO" > "{_folder.FullName}/trusted"
              echo "$GIT_SSL_CAINFO" > "{_folder.FullName}/trusted-path"
            fi
            cat "{_folder.FullName}/manifests"
            exit {kustomizeExitCode}
            """);
        File.SetUnixFileMode(kustomize, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var start = new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "components/GitOps/Scripts/kustomize-with-envsubst.sh")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}";
        foreach (var (name, value) in variables)
            start.Environment[$"ARGOCD_ENV_{name}"] = value;
        foreach (var (name, value) in _variables)
            start.Environment[name] = value;
        using var bash = Process.Start(start)!;
        var errors = bash.StandardError.ReadToEndAsync();
        var output = bash.StandardOutput.ReadToEnd();
        bash.WaitForExit();
        return (bash.ExitCode, output, errors.Result);
    }
}
