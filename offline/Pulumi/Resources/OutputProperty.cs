using System.Collections.Concurrent;
using System.Reflection;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>A property of a resource class that is an output.</summary>
internal sealed class OutputProperty
{
    private static readonly ConcurrentDictionary<Type, OutputProperty[]> ByType = new();

    private readonly PropertyInfo _property;
    private readonly MethodInvoker? _set;
    private readonly ConstructorInvoker? _createCompletion;

    private OutputProperty(PropertyInfo property, OutputAttribute attribute)
    {
        _property = property;
        Name = string.IsNullOrWhiteSpace(attribute.Name) ? property.Name : attribute.Name;
        if (property.PropertyType is not { IsConstructedGenericType: true } type || type.GetGenericTypeDefinition() != typeof(Output<>))
            return;

        // Of an inherited property only the declaring class shows the private setter.
        if (property.DeclaringType!.GetProperty(property.Name, property.PropertyType)?.GetSetMethod(nonPublic: true) is { } setter)
            _set = MethodInvoker.Create(setter);
        var completion = typeof(OutputCompletion<>).MakeGenericType(type.GenericTypeArguments);
        _createCompletion = ConstructorInvoker.Create(completion.GetConstructors()[0]);
    }

    /// <summary>The name that the engine knows.</summary>
    public string Name { get; }

    /// <summary>True for a property of every resource, like the URN.</summary>
    public bool IsBuiltIn => _property.DeclaringType == typeof(Resource);

    /// <summary>The outputs of a resource class: found once, then remembered.</summary>
    public static OutputProperty[] Of(Type resource) => ByType.GetOrAdd(resource, static type =>
    [
        .. from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
           let output = property.GetCustomAttribute<OutputAttribute>()
           where output is not null
           select new OutputProperty(property, output),
    ]);

    /// <summary>Gets the present value of the property of a resource.</summary>
    public object? ValueIn(Resource resource) => _property.GetValue(resource);

    /// <summary>Puts an output there that gets its value later.</summary>
    /// <exception cref="RunException">The property is no <see cref="Output{T}"/>.</exception>
    /// <exception cref="InvalidOperationException">It has no setter, or a type that outputs may not have.</exception>
    public IOutputCompletion Open(Resource resource)
    {
        if (_createCompletion is null)
            throw RunException.OutputsHaveIncorrectType([Name]);

        var place = $"[Output] {resource.GetType().FullName}.{_property.Name}";
        if (_set is null)
            throw new InvalidOperationException($"{place} did not have a 'set' method");
        var target = TargetType.Of(_property.PropertyType.GenericTypeArguments[0], place);
        var completion = (IOutputCompletion)_createCompletion.Invoke(resource, target);
        _set.Invoke(resource, completion.Output);
        return completion;
    }
}
