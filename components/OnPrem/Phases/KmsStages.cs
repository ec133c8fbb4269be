using System.Globalization;
using K8tre.Components.OnPrem.Ssh;
using Pulumi.Command.Remote;

namespace K8tre.Components.OnPrem.Phases;

/// <summary>Inputs of <see cref="KmsStages"/>.</summary>
public sealed record KmsStagesArgs
{
    /// <summary>Inputs of the cluster, which has a KMS.</summary>
    public required K3sClusterArgs Cluster { get; init; }

    /// <summary>Command after which all servers know the KMS.</summary>
    public required Resource Installed { get; init; }
}

/// <summary>Change of the servers between K3s's own keys and a KMS. At any moment, each server can read what the others write.</summary>
/// <remarks>
/// To the KMS: all servers write with it, all Secrets are encrypted again, and all servers forget K3s's own keys. From the KMS: all servers
/// learn K3s's own keys, then write with them, and all Secrets are encrypted again. On a server that has come that far already, nothing
/// happens.
/// https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/#rotating-a-decryption-key
/// </remarks>
public sealed class KmsStages : ComponentResource
{
    /// <summary>Changes the servers.</summary>
    public KmsStages(string name, KmsStagesArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:KmsStages", name, options)
    {
        var (cluster, kms) = (args.Cluster, args.Cluster.Encryption.Kms!);
        var servers = cluster.LiveServers;
        Last = args.Installed;
        foreach (var stage in kms.IsRetired ? ["writes", "reads", "retired"] : new[] { "writes", "only" })
        {
            foreach (var host in servers)
                Last = Change(host, stage, Encrypts(host, stage));
        }

        string Encrypts(SshHost host, string stage) => stage switch
        {
            "only" when host == servers[0] => "before",
            "reads" when host == servers[^1] => "after",
            _ => "no",
        };

        Command Change(SshHost host, string stage, string encrypts) => new(
            $"{name}-{host.Name}-{stage}",
            HostScript.Named("encrypt-by-kms").On(host, TimeSpan.FromMinutes(90), new()
            {
                { "node", host.Name },
                { "to", stage },
                { "direction", kms.IsRetired ? "from-kms" : "to-kms" },
                { "encrypts", encrypts },
                // Only the server that encrypts runs again.
                { "generation", encrypts == "no" ? "0" : cluster.EncryptionKeyGeneration.ToString(CultureInfo.InvariantCulture) },
                { "kms-timeout", kms.TimeoutSeconds },
                // A restored snapshot can have Secrets that K3s's own keys encrypted.
                { "restore", cluster.RestoreFrom ?? "" },
                { "after", cluster.Generation },
            }),
            host.Options(this, Last));

        RegisterOutputs();
    }

    /// <summary>Command after which all servers have their last stage.</summary>
    internal Resource Last { get; }
}
