using System.Text.Json.Nodes;
using K8tre.Tests.RealHosts.Machines;

namespace K8tre.Tests.RealHosts.Encryption;

/// <summary>A KMS in the shared folder of a lab, with the plugin of the lab's artefact server, and Secrets to encrypt.</summary>
/// <param name="lab">Lab of the hosts.</param>
internal sealed class KmsOnHosts(Lab lab)
{
    /// <summary>Value of the Secret that the tests create.</summary>
    public const string Value = "canary-of-a-secret-value";

    private string Keys => Path.Combine(lab.Folder, "shared/kms");

    /// <summary>Settings <c>secretsEncryption.kms</c>.</summary>
    public JsonObject Settings => new()
    {
        ["url"] = $"{lab.Artefacts.Release(Components.Versions.K3s.Version)}{ArtefactServer.Plugin}",
        ["sha256"] = ArtefactServer.Digest(Components.Versions.K3s.Version, ArtefactServer.Plugin),
        // Hosts of a lab share a busy machine.
        ["timeoutSeconds"] = 30,
        ["arguments"] = new JsonArray("--socket", "{socket}", "--credentials", "{credentials}"),
    };

    /// <summary>Creates a key, with which the KMS encrypts from now on.</summary>
    public void CreateKey(string name)
    {
        Directory.CreateDirectory(Keys);
        File.WriteAllText(
            Path.Combine(Keys, name), Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)));
        File.WriteAllText(Path.Combine(Keys, "current"), name);
    }

    /// <summary>Deletes a key.</summary>
    public void DeleteKey(string name) => File.Delete(Path.Combine(Keys, name));

    /// <summary>Takes the KMS away.</summary>
    public void GoAway() => Directory.Move(Keys, $"{Keys}-away");

    /// <summary>Brings the KMS back.</summary>
    public void ComeBack() => Directory.Move($"{Keys}-away", Keys);

    /// <summary>Adds the KMS to the settings of a platform.</summary>
    public void AddTo(PlatformOnHosts platform)
    {
        platform.K3s["secretsEncryption"] = new JsonObject { ["kms"] = Settings };
        platform.Stack.SetSecret("k8tre:kmsEnvironment", "KMS_KEYS=/var/lib/k3s-standin/kms\nOTHER=canary-of-environment\n");
        platform.Stack.SetSecret("k8tre:kmsCredentials", "canary-of-credentials\n");
    }

    /// <summary>Creates the Secret.</summary>
    public static Task CreateSecretAsync(TestHost server) =>
        server.RunAsync($"k3s kubectl --namespace project create secret generic notes --from-literal={Value}");

    /// <summary>Succeeds if a server can read the Secret.</summary>
    public static Task<bool> CanReadAsync(TestHost server) =>
        server.SucceedsAsync($"k3s kubectl --namespace project get secret notes --output json | grep -q {Value}");

    /// <summary>Returns the stage of each server.</summary>
    public static async Task<string[]> StagesAsync(IEnumerable<TestHost> servers) =>
        await Task.WhenAll(servers.Select(server => server.RunAsync("cat /etc/rancher/k3s/k8tre/kms-stage")));

    /// <summary>Returns what the cluster stores for the Secret.</summary>
    public static Task<string> StoredAsync(TestHost server) =>
        server.RunAsync("grep -rhoE 'secret/project/notes\": \"[^ ]*' /var/lib/k3s-standin/*/state.json | tail -n 1");
}
