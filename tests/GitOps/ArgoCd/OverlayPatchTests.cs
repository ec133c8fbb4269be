using System.Diagnostics;
using System.Runtime.Versioning;
using K8tre.Components.Clusters;
using K8tre.Components.GitOps.ArgoCd.Plugin;

namespace K8tre.Tests.GitOps.ArgoCd;

/// <summary>Tests of the plugin's script with kustomize and the files that the plugin mounts.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class OverlayPatchTests : IDisposable
{
    // https://github.com/k8tre/k8tre/blob/d9ff2e1/apps/keycloak/envs/prd/patch-cnpg-pdb.yaml
    private const string Database = """
        apiVersion: postgresql.cnpg.io/v1
        kind: Cluster
        metadata:
          name: keycloak-postgres-cluster
          namespace: keycloak
        spec:
          enablePDB: true
          instances: 1
        """;

    // https://github.com/k8tre/k8tre/blob/d9ff2e1/apps/jupyterhub/base/patch-hub-rolebinding.yaml
    private const string Job = """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: patch-hub-rolebinding
          namespace: jupyterhub
        spec:
          restartPolicy: OnFailure
          template:
            spec:
              containers:
              - name: kubectl
                image: registry.example.org/kubectl
              restartPolicy: OnFailure
          ttlSecondsAfterFinished: 600
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("k8tre-patches-");

    public void Dispose() => _folder.Delete(recursive: true);

    [KustomizeFact]
    public async Task A_database_of_production_has_no_budget_that_refuses_a_drain()
    {
        Assert.Contains("enablePDB: false\n", await RenderAsync("prd", Database), StringComparison.Ordinal);
        Assert.Contains(
            "enablePDB: false\n",
            await RenderAsync("prd", Database.Replace("keycloak-", "gitea-", StringComparison.Ordinal)),
            StringComparison.Ordinal);
    }

    [KustomizeFact]
    public async Task A_patch_applies_to_a_newer_version_of_the_api() =>
        Assert.Equal(
            Database.Replace("/v1\n", "/v2\n", StringComparison.Ordinal).Replace("true", "false", StringComparison.Ordinal) + "\n",
            await RenderAsync("prd", Database.Replace("/v1\n", "/v2\n", StringComparison.Ordinal)));

    [KustomizeFact]
    public async Task JupyterHubs_job_has_only_fields_that_kubernetes_knows()
    {
        foreach (var environment in Enum.GetValues<TreEnvironment>())
        {
            Assert.Equal(
                Job.Replace("  restartPolicy: OnFailure\n  template", "  template", StringComparison.Ordinal)
                    .Replace(
                        "- name: kubectl\n        image: registry.example.org/kubectl",
                        "- image: registry.example.org/kubectl\n        name: kubectl",
                        StringComparison.Ordinal)
                + "\n",
                await RenderAsync(environment.Label(), Job));
        }
    }

    [KustomizeFact]
    public async Task An_object_that_is_right_already_stays_as_it_is()
    {
        var right = Database.Replace("true", "false", StringComparison.Ordinal);

        Assert.Equal($"{right}\n", await RenderAsync("prd", right));
    }

    [KustomizeFact]
    public async Task An_application_without_the_patched_objects_is_rendered_once()
    {
        var other = Database.Replace("keycloak-", "other-", StringComparison.Ordinal);

        Assert.Equal($"{other}\n", await RenderAsync("prd", other));
        Assert.Single(await File.ReadAllLinesAsync(Path.Combine(_folder.FullName, "calls")));
    }

    // The name of the object is that of a Secret here, so the manifests are rendered a second time.
    [KustomizeFact]
    public async Task A_patch_whose_object_is_absent_does_not_fail()
    {
        const string secret = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: keycloak-postgres-cluster\n";

        Assert.Equal(secret, await RenderAsync("prd", secret));
        Assert.Equal(2, (await File.ReadAllLinesAsync(Path.Combine(_folder.FullName, "calls"))).Length);
    }

    [KustomizeFact]
    public async Task Other_environments_keep_their_databases() =>
        Assert.Equal($"{Database}\n", await RenderAsync("dev", Database));

    // https://github.com/k8tre/k8tre/tree/d9ff2e1/agnostics/storage-class/azure/envs
    [KustomizeFact]
    public async Task A_claim_without_a_class_gets_block_storage()
    {
        foreach (var environment in Enum.GetValues<TreEnvironment>())
        {
            var rendered = await RenderAsync(
                environment.Label(), $"{Class("rwo-default", "false", "disk")}\n---\n{Class("rwx-default", "true", "file")}");

            Assert.Equal($"{Class("rwo-default", "true", "disk")}\n---\n{Class("rwx-default", "false", "file")}\n", rendered);
        }

        static string Class(string name, string isDefault, string driver) => $"""
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata:
              annotations:
                description: of the test
                storageclass.kubernetes.io/is-default-class: "{isDefault}"
              name: {name}
            provisioner: {driver}.csi.azure.com
            """;
    }

    // https://github.com/longhorn/longhorn/blob/v1.7.2/chart/templates/uninstall-job.yaml
    [KustomizeFact]
    public async Task No_job_removes_longhorn_and_its_volumes_when_its_application_is_deleted()
    {
        const string uninstall = """
            apiVersion: batch/v1
            kind: Job
            metadata:
              annotations:
                helm.sh/hook: pre-delete
                helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
              name: longhorn-uninstall
              namespace: storage-system
            spec:
              activeDeadlineSeconds: 900
              template:
                spec:
                  containers:
                  - image: registry.example.org/longhorn-manager
                    name: longhorn-uninstall
                  restartPolicy: Never
            """;
        const string other = "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: longhorn-service-account\n";

        foreach (var environment in Enum.GetValues<TreEnvironment>())
            Assert.Equal(other, await RenderAsync(environment.Label(), $"{uninstall}\n---\n{other.TrimEnd()}"));
    }

    // Tag and classes of https://github.com/k8tre/k8tre/blob/d9ff2e1/apps/cr8tor/envs/prd.
    [KustomizeFact]
    public async Task Production_asks_for_classes_and_images_that_exist()
    {
        const string manifests = """
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata:
              name: lsc-prod
              namespace: cr8tor
            spec:
              storageClassName: cr8tor-lsc-prod
            ---
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata:
              name: lsc-staging
              namespace: cr8tor
            spec:
              storageClassName: cr8tor-lsc-staging
            ---
            apiVersion: v1
            kind: Pod
            metadata:
              name: cr8tor-operator
              namespace: cr8tor
            spec:
              containers:
              - image: registry.example.org/cr8tor-operator:v0.0.1
                name: operator
            """;

        var rendered = await RenderAsync("prd", manifests);

        Assert.Equal(2, rendered.Split("storageClassName: rwx-default\n").Length - 1);
        Assert.Contains("image: registry.example.org/cr8tor-operator:0.1.0-beta.2\n", rendered, StringComparison.Ordinal);
    }

    private async Task<string> RenderAsync(string environment, string manifests)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "all.yaml"), $"{manifests}\n");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "kustomization.yaml"), "resources: [all.yaml]\n");
        Kustomize.Install(_folder.FullName);

        var script = Path.Combine(Repository.Root, "components/GitOps/Scripts/kustomize-with-envsubst.sh");
        var start = new ProcessStartInfo("bash", [script])
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["ARGOCD_ENV_ENVIRONMENT"] = environment;
        foreach (var (variable, folder) in await MountAsync())
            start.Environment[variable] = folder;
        using var bash = Process.Start(start)!;
        var errors = bash.StandardError.ReadToEndAsync();
        var output = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        Assert.Equal((0, ""), (bash.ExitCode, await errors));
        return output;
    }

    // The files of the ConfigMaps that the plugin creates, in folders of this test.
    private async Task<IEnumerable<(string Variable, string Folder)>> MountAsync()
    {
        var graph = await ResourceGraph.OfAsync(options => new ArgoCdPlugin(
            "plugin",
            new() { Namespace = "argocd", Patches = K8treOverlays.Patches, Replacements = K8treOverlays.Replacements },
            options));
        return new[] { "patches", "replacements" }.Select(kind =>
        {
            var folder = Directory.CreateDirectory(Path.Combine(_folder.FullName, kind)).FullName;
            foreach (var (file, text) in Json.Of(graph.Requests[$"plugin-{kind}"].Inputs)!["data"]!.AsObject())
                File.WriteAllText(Path.Combine(folder, file), (string)text!);
            return ($"K8TRE_{kind.ToUpperInvariant()}", folder);
        }).ToList();
    }
}
