namespace K8tre.Components;

/// <summary>Add-on that EKS installs and manages in a cluster.</summary>
/// <param name="Name">Name of the add-on in EKS.</param>
/// <param name="Version">Exact version with its build.</param>
public sealed record EksAddOn(string Name, string Version);
