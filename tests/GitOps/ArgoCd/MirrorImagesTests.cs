using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using K8tre.Components;
using K8tre.Components.Clusters;
using K8tre.Components.GitOps.ArgoCd.Plugin;

namespace K8tre.Tests.GitOps.ArgoCd;

/// <summary>Tests of the mirrors in the plugin's script, with manifests that a substitute for kustomize prints.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class MirrorImagesTests : IDisposable
{
    private const string Acr = "tre.azurecr.io", Ecr = "123456789012.dkr.ecr.eu-west-2.amazonaws.com/tre";

    private static readonly string[] Registries = ["docker.io", "ghcr.io", "quay.io", "registry.k8s.io", "public.ecr.aws"];

    private static readonly ImageMirrors OnAcr = new() { Addresses = Registries.ToDictionary(host => host, host => $"{Acr}/{host}") };

    private static readonly ImageMirrors OnEcr = new() { Addresses = Registries.ToDictionary(host => host, host => $"{Ecr}/{host}") };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("k8tre-mirrors-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("      - image: nginx:1.25", "      - image: tre.azurecr.io/docker.io/library/nginx:1.25")]
    [InlineData("        image: busybox", "        image: tre.azurecr.io/docker.io/library/busybox")]
    [InlineData("      - image: \"gitea/gitea:1.21\"", "      - image: \"tre.azurecr.io/docker.io/gitea/gitea:1.21\"")]
    [InlineData("        image: 'docker.io/redis:7'", "        image: 'tre.azurecr.io/docker.io/library/redis:7'")]
    [InlineData("  imageName: ghcr.io/cloudnative-pg/postgresql:18", "  imageName: tre.azurecr.io/ghcr.io/cloudnative-pg/postgresql:18")]
    [InlineData("        image: quay.io/a/b:1@sha256:0a", "        image: tre.azurecr.io/quay.io/a/b:1@sha256:0a")]
    [InlineData("        image: ecr-public.aws.com/a/b", "        image: tre.azurecr.io/public.ecr.aws/a/b")]
    [InlineData("  - --reloader=quay.io/p/reloader:v1", "  - --reloader=tre.azurecr.io/quay.io/p/reloader:v1")]
    [InlineData("  config: '{\"image\":\"ghcr.io/a/b:1\"}'", "  config: '{\"image\":\"tre.azurecr.io/ghcr.io/a/b:1\"}'")]
    public void An_image_is_taken_from_the_mirror_wherever_its_name_stands(string line, string expected) =>
        Assert.Equal($"kind: Deployment\n{expected}\n", Render($"kind: Deployment\n{line}\n").Output);

    [Theory]
    [InlineData("        image: tre.azurecr.io/quay.io/a/b:1")]
    [InlineData("        image: localhost:5000/nginx")]
    [InlineData("        image: gcr.io/a/b:1")]
    [InlineData("        image: {repository: a}")]
    [InlineData("        imagePullPolicy: Always")]
    [InlineData("  url: https://quay.io/a/b")]
    [InlineData("  chart: oci://ghcr.io/a/b")]
    [InlineData("  host: quay.io")]
    [InlineData("  path: /mirror/quay.io/a")]
    [InlineData("  text: see my-quay.io/a and quay.io/")]
    [InlineData("  name: nginx")]
    [InlineData(@"  back: \1 & %s \\n")]
    public void Other_text_is_not_changed(string line) =>
        Assert.Equal($"kind: Deployment\n{line}\n", Render($"kind: Deployment\n{line}\n").Output);

    [Theory, InlineData("ConfigMap"), InlineData("Secret")]
    public void In_texts_only_names_with_a_registry_are_images(string kind) => Assert.Equal(
        $"kind: {kind}\nstringData:\n  a: |\n    image: logo\n    image: {Acr}/quay.io/a/b\n",
        Render($"kind: {kind}\nstringData:\n  a: |\n    image: logo\n    image: quay.io/a/b\n").Output);

    [Theory, InlineData(""), InlineData("\n"), InlineData("\n\n")]
    public void A_secret_is_read_where_its_kind_follows_and_keeps_its_last_line(string end)
    {
        var before = $"singleuser:\n  image:\n    name: quay.io/a/b{end}";
        var after = $"singleuser:\n  image:\n    name: {Acr}/quay.io/a/b{end}";

        var rendered = Render($"data:\n  values.yaml: {Base64(before)}\n  other: {Base64("bytes\0of quay.io")}\nkind: Secret\n").Output;

        Assert.Equal($"data:\n  values.yaml: {Base64(after)}\n  other: {Base64("bytes\0of quay.io")}\nkind: Secret\n", rendered);
    }

    [Fact]
    public void A_secret_in_several_lines_is_read_as_one()
    {
        var lines = string.Concat(
            Base64("image: ghcr.io/a/b:1 and a text that is long enough").Chunk(40).Select(part => $"    {new string(part)}\n"));

        Assert.Equal(
            $"kind: Secret\ndata:\n  a: {Base64($"image: {Acr}/ghcr.io/a/b:1 and a text that is long enough")}\ntype: Opaque\n",
            Render($"kind: Secret\ndata:\n  a: |\n{lines}type: Opaque\n").Output);
    }

    [Fact]
    public void Definitions_are_not_changed()
    {
        const string text = "apiVersion: v1\nkind: CustomResourceDefinition\nspec:\n  description: such as quay.io/a/b\n";

        Assert.Equal(
            $"{text}---\nkind: Pod\nspec:\n  image: {Acr}/quay.io/a/b\n",
            Render($"{text}---\nkind: Pod\nspec:\n  image: quay.io/a/b\n").Output);
    }

    [Fact]
    public void A_second_run_changes_nothing()
    {
        var once = Render("kind: Pod\nspec:\n- image: nginx\n- image: quay.io/a/b\n").Output;

        Assert.Equal(once, Render(once).Output);
        Assert.NotEqual(once, Render("kind: Pod\nspec:\n- image: redis\n").Output);
    }

    [Fact]
    public void The_operator_of_databases_takes_PostgreSQL_from_the_mirror()
    {
        const string before = "kind: Deployment\nspec:\n  env:\n  - name: OPERATOR_IMAGE_NAME\n    value: ghcr.io/c/operator:1\n";

        Assert.Equal(
            $"kind: Deployment\nspec:\n  env:\n  - name: POSTGRES_IMAGE_NAME\n    value: {OnAcr.Mirrored(Versions.Postgres)}\n"
            + $"  - name: OPERATOR_IMAGE_NAME\n    value: {Acr}/ghcr.io/c/operator:1\n",
            Render(before).Output);
        Assert.DoesNotContain(
            Versions.Postgres.Tag, Render($"{before}  - name: POSTGRES_IMAGE_NAME\n    value: x\n").Output, StringComparison.Ordinal);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void The_script_and_the_charts_agree_on_every_image_of_k8tre(bool isEcr)
    {
        var mirrors = isEcr ? OnEcr : OnAcr;
        var images = new[] { "k3s", "azure", "aws" }.SelectMany(ImageMirrorsTests.ImagesOf).Distinct().ToArray();
        Assert.NotEmpty(images);

        var rendered = Render("kind: Pod\n" + string.Concat(images.Select(image => $"- image: {image}\n")), mirrors).Output;

        Assert.Equal("kind: Pod\n" + string.Concat(images.Select(image => $"- image: {mirrors.Mirrored(image)}\n")), rendered);
        Assert.All(images, image => Assert.StartsWith(isEcr ? Ecr : Acr, mirrors.Mirrored(image), StringComparison.Ordinal));
    }

    [Theory, InlineData("prd"), InlineData("../dev"), InlineData(null)]
    public void Another_environment_has_other_mirrors(string? environment) =>
        Assert.Equal("kind: Pod\n- image: nginx\n", Render("kind: Pod\n- image: nginx\n", OnAcr, environment).Output);

    // Arguments: https://github.com/kubernetes-sigs/kustomize/blob/master/api/internal/builtins/HelmChartInflationGenerator.go
    [Theory]
    [InlineData("pull --untar --untardir {0}/charts/a-1.0.0 oci://ghcr.io/x/charts/a --version 1.0.0", true)]
    [InlineData("pull --untar --untardir {0}/charts/a-1.0.0 --repo https://charts.example.org a --version 1.0.0", true)]
    [InlineData("pull --untar --untardir {0}/charts/a-1.0.1 oci://ghcr.io/x/charts/a --version 1.0.1", false)]
    [InlineData("version -c --short", false)]
    public void A_chart_comes_from_its_archive_and_others_are_pulled(string arguments, bool isFile)
    {
        using var archive = Stacks.Settings.Artefacts.Chart("a", "1.0.0");
        File.Copy(archive.Path, Path.Combine(_folder.FullName, "a-1.0.0.tgz"));
        File.Copy(
            Path.Combine(Repository.Root, "components/GitOps/Scripts/helm-with-files.sh"),
            Path.Combine(_folder.FullName, "helm-with-files.sh"));
        Substitute("helm", $"echo \"$@\" > '{_folder.FullName}/pulled'");
        arguments = string.Format(CultureInfo.InvariantCulture, arguments, _folder.FullName);

        var start = Start("bash", [Path.Combine(_folder.FullName, "helm-with-files.sh"), .. arguments.Split(' ')]);
        using var bash = Process.Start(start)!;
        bash.WaitForExit();

        Assert.Equal(0, bash.ExitCode);
        Assert.Equal(isFile, File.Exists(Path.Combine(_folder.FullName, "charts/a-1.0.0/a/Chart.yaml")));
        var pulled = Path.Combine(_folder.FullName, "pulled");
        Assert.Equal(isFile ? null : $"{arguments}\n", File.Exists(pulled) ? File.ReadAllText(pulled) : null);
    }

    [Fact]
    public void Kustomize_calls_the_program_that_knows_the_archives()
    {
        Substitute("kustomize", "echo \"$@\"");
        var start = Start("bash", [Path.Combine(Repository.Root, "components/GitOps/Scripts/kustomize-with-envsubst.sh")]);
        start.Environment["K8TRE_CHART_FILES"] = "/files";
        using var bash = Process.Start(start)!;

        Assert.Equal(
            "build --enable-helm --helm-command /files/helm-with-files.sh --load-restrictor LoadRestrictionsNone .\n",
            bash.StandardOutput.ReadToEnd());
    }

    [Fact]
    public void A_line_that_is_no_mirror_is_an_error()
    {
        Write(OnAcr);
        File.WriteAllText(Path.Combine(_folder.FullName, "dev"), "quay.io\n");

        var (exitCode, output, errors) = Run("kind: Pod\n", "dev");

        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith("kustomize-with-envsubst: a mirror must be a registry and an address", errors, StringComparison.Ordinal);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private (int ExitCode, string Output, string Errors) Render(
        string manifests, ImageMirrors? mirrors = null, string? environment = "dev")
    {
        Write(mirrors ?? OnAcr);
        var result = Run(manifests, environment);
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        return result;
    }

    private void Write(ImageMirrors mirrors)
    {
        foreach (var (file, text) in PluginMirrors.Files(new Dictionary<TreEnvironment, ImageMirrors> { [TreEnvironment.Dev] = mirrors }))
            File.WriteAllText(Path.Combine(_folder.FullName, file), text);
    }

    private (int ExitCode, string Output, string Errors) Run(string manifests, string? environment)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "manifests"), manifests);
        Substitute("kustomize", $"cat '{_folder.FullName}/manifests'");
        var start = Start("bash", [Path.Combine(Repository.Root, "components/GitOps/Scripts/kustomize-with-envsubst.sh")]);
        start.Environment["K8TRE_MIRRORS"] = _folder.FullName;
        start.Environment["K8TRE_POSTGRES_IMAGE"] = Versions.Postgres.ToString();
        if (environment is not null)
            start.Environment["ARGOCD_ENV_ENVIRONMENT"] = environment;
        using var bash = Process.Start(start)!;
        var errors = bash.StandardError.ReadToEndAsync();
        var output = bash.StandardOutput.ReadToEnd();
        bash.WaitForExit();
        return (bash.ExitCode, output, errors.Result);
    }

    private ProcessStartInfo Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}";
        return start;
    }

    private void Substitute(string program, string line)
    {
        var path = Path.Combine(_folder.FullName, program);
        if (File.Exists(path))
            return;
        File.WriteAllText(path, $"#!/bin/sh\n{line}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
