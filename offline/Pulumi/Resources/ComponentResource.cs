namespace Pulumi;

/// <summary>A resource that is made of other resources, its children. It has no provider, unless it is remote.</summary>
public class ComponentResource : Resource
{
    /// <summary>Registers a component.</summary>
    /// <param name="type">The type token, <c>package:module:Type</c>.</param>
    /// <param name="name">The name, unique in the stack for the type and the types of its parents.</param>
    /// <param name="options">Options of the resource.</param>
    public ComponentResource(string type, string name, ComponentResourceOptions? options = null)
        : this(type, name, args: null, options, remote: false, registerPackageRequest: null)
    {
    }

    /// <inheritdoc cref="ComponentResource(string, string, ComponentResourceOptions?)"/>
    /// <param name="args">The inputs, which the engine records.</param>
    /// <param name="remote">True if a provider creates the children and computes the outputs.</param>
    public ComponentResource(string type, string name, ResourceArgs? args, ComponentResourceOptions? options = null, bool remote = false)
        : this(type, name, args, options, remote, registerPackageRequest: null)
    {
    }

    /// <inheritdoc cref="ComponentResource(string, string, ResourceArgs?, ComponentResourceOptions?, bool)"/>
    /// <param name="registerPackageRequest">The package of the type, where it was made from parameters.</param>
    public ComponentResource(
        string type,
        string name,
        ResourceArgs? args,
        ComponentResourceOptions? options,
        bool remote,
        RegisterPackageRequest? registerPackageRequest = null)
        : base(type, name, args ?? ResourceArgs.Empty, options ?? new(), remote, registerPackageRequest)
    {
        IsRemote = remote;
    }

    internal bool IsRemote { get; }

    /// <summary>Says that the component is complete, and records all properties marked with <see cref="OutputAttribute"/>.</summary>
    protected void RegisterOutputs() => RegisterOutputs(OutputProperty.Of(GetType())
        .Where(property => !property.IsBuiltIn)
        .ToDictionary(property => property.Name, property => property.ValueIn(this)));

    /// <summary>Says that the component is complete, and records outputs by name.</summary>
    /// <exception cref="ArgumentNullException">There are no outputs.</exception>
    protected void RegisterOutputs(IDictionary<string, object?> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        RegisterOutputs(Task.FromResult(outputs));
    }

    /// <inheritdoc cref="RegisterOutputs(IDictionary{string, object?})"/>
    protected void RegisterOutputs(Task<IDictionary<string, object?>> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        RegisterOutputs(Output.Create(outputs));
    }

    /// <inheritdoc cref="RegisterOutputs(IDictionary{string, object?})"/>
    protected void RegisterOutputs(Output<IDictionary<string, object?>> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        var deployment = Deployment.Required;
        deployment.Tasks.Add(deployment.Registrar.RegisterOutputsAsync(this, outputs));
    }
}
