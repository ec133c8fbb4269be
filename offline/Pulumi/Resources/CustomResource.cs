using Pulumi.Serialization;

namespace Pulumi;

/// <summary>A resource that a provider creates, reads, updates and deletes.</summary>
public class CustomResource : Resource
{
    /// <summary>Registers a resource.</summary>
    /// <param name="type">The type token, <c>package:module:Type</c>.</param>
    /// <param name="name">The name, unique in the stack for the type and the types of its parents.</param>
    /// <param name="args">The inputs.</param>
    /// <param name="options">Options of the resource.</param>
    public CustomResource(string type, string name, ResourceArgs? args, CustomResourceOptions? options = null)
        : this(type, name, args, options, registerPackageRequest: null)
    {
    }

    /// <inheritdoc cref="CustomResource(string, string, ResourceArgs?, CustomResourceOptions?)"/>
    /// <param name="registerPackageRequest">The package of the type, where it was made from parameters.</param>
    public CustomResource(
        string type,
        string name,
        ResourceArgs? args,
        CustomResourceOptions? options = null,
        RegisterPackageRequest? registerPackageRequest = null)
        : base(type, name, args ?? ResourceArgs.Empty, options ?? new(), isRemote: false, registerPackageRequest)
    {
    }

    /// <summary>A resource that is only referred to.</summary>
    private protected CustomResource(string type, string name)
        : base(type, name)
    {
        Id = null!;
    }

    /// <summary>The id that the provider gave the resource; unknown until it exists.</summary>
    [Output(PropertyNames.Id)]
    public Output<string> Id { get; private protected set; } = null!;
}
