using System.Text.Json.Nodes;

namespace K8tre.Tests.Rules;

/// <summary>What a rule leaves to the site, by the name after <c>$policy.</c>: the values this project answers for.</summary>
internal static class SitePolicy
{
    private static readonly Dictionary<string, string> Values = new()
    {
        // The oldest minor with support: https://kubernetes.io/releases/patch-releases/
        ["minKubernetesVersion"] = "\"1.33\"",
        ["privilegedNamespaces"] = "[\"kube-system\"]",
        ["clusterAdmins"] = "[]",
        // What holds data, or the keys without which data is lost.
        ["statefulTypes"] = """
            [
              "azure-native:keyvault:Vault", "azure-native:keyvault:Key", "azure-native:storage:StorageAccount",
              "azure-native:storage:FileShare", "azure-native:storage:BlobContainer", "azure-native:compute:Disk",
              "azure-native:containerregistry:Registry", "azure-native:recoveryservices:Vault",
              "azure-native:dataprotection:BackupVault",
              "aws:s3/bucket:Bucket", "aws:kms/key:Key", "aws:efs/fileSystem:FileSystem", "aws:ebs/volume:Volume",
              "aws:ecr/repository:Repository", "aws:backup/vault:Vault", "aws:secretsmanager/secret:Secret",
              "kubernetes:core/v1:PersistentVolume", "kubernetes:core/v1:PersistentVolumeClaim"
            ]
            """,
    };

    /// <summary>The value itself, or what stands for it in this policy.</summary>
    /// <exception cref="NotSupportedException">The policy has no such value.</exception>
    public static JsonNode? Resolve(JsonNode? value) =>
        value is JsonValue text && text.TryGetValue(out string? name) && name.StartsWith("$policy.", StringComparison.Ordinal)
            ? JsonNode.Parse(
                Values.GetValueOrDefault(name["$policy.".Length..]) ?? throw new NotSupportedException($"{name} has no value here"))
            : value;
}
