using K8tre.Components.Clusters;

namespace K8tre.Components.Azure.Backup;

/// <summary>Add-on that installs <see cref="ClusterBackup"/>.</summary>
/// <param name="args">Inputs of the backup.</param>
public sealed class ClusterBackupAddOn(ClusterBackupArgs args) : IClusterAddOn
{
    /// <inheritdoc/>
    public string Name => "backup";

    /// <inheritdoc/>
    public AddOnPhase Phase => AddOnPhase.AfterNetwork;

    /// <inheritdoc/>
    public Resource Install(AddOnContext context) => new ClusterBackup(context.Name, args, context.Options);
}
