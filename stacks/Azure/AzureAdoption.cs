using K8tre.Stacks.Settings;
using K8tre.Stacks.Settings.Azure;

namespace K8tre.Stacks.Azure;

/// <summary>Import of resources that an earlier platform of the same name left, by <c>azure.adopt</c>.</summary>
internal static class AzureAdoption
{
    private const string Secret = "azure-native:keyvault:Secret";

    /// <summary>
    /// Returns a transformation that imports the listed resources and what they contain. None is listed: no transformation.
    /// </summary>
    public static List<ResourceTransformation> For(PlatformSettings platform)
    {
        var holders = platform.Azure!.Adopt.ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (holders.Count == 0)
            return [];

        var ids = new AzureRetained(platform).All()
            .Where(resource => holders.Contains(resource.Holder))
            .ToDictionary(resource => (resource.Type, resource.Name), resource => resource.Id);
        return
        [
            args => args.Resource is CustomResource && args.Options is CustomResourceOptions options
                && ids.TryGetValue((args.Resource.GetResourceType(), args.Resource.GetResourceName()), out var id)
                    ? new ResourceTransformationResult(args.Args, CustomResourceOptions.Merge(options, Import(args.Resource, id)))
                    : null,
        ];
    }

    // A platform generates new passwords. An import accepts no difference, so the vault keeps its values until the id is not listed any
    // more.
    private static CustomResourceOptions Import(Resource resource, string id) =>
        resource.GetResourceType() == Secret ? new() { ImportId = id, IgnoreChanges = { "properties" } } : new() { ImportId = id };
}
