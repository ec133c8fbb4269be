using K8tre.Components.Clusters;

namespace K8tre.Stacks;

/// <summary>Installer of a cluster's add-ons, phase by phase.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="addOns">Add-ons of the vendor and of the organisation.</param>
/// <param name="room">Parent of the add-ons' components.</param>
internal sealed class AddOnInstaller(ICluster cluster, IReadOnlyList<IClusterAddOn> addOns, Resource room)
{
    /// <summary>Returns true if a phase has add-ons.</summary>
    public bool Has(AddOnPhase phase) => addOns.Any(addOn => addOn.Phase == phase);

    /// <summary>Installs the add-ons of a phase.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="kubernetes">Provider whose resources are created in that phase.</param>
    /// <param name="earlier">Add-ons of other phases that are installed before.</param>
    /// <returns>The resources that later phases wait for.</returns>
    public IReadOnlyList<Resource> Install(AddOnPhase phase, ProviderResource kubernetes, params IReadOnlyList<Resource> earlier)
    {
        var options = new ComponentResourceOptions { Parent = room, Providers = { kubernetes } };
        var installed = new List<Resource>();
        foreach (var addOn in addOns.Where(addOn => addOn.Phase == phase))
        {
            var context = new AddOnContext($"{cluster.ClusterName}-{addOn.Name}", cluster, options) { Installed = [.. earlier, .. installed] };
            installed.Add(addOn.Install(context));
        }
        return installed;
    }
}
