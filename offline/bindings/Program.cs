using K8tre.Offline.Bindings.Emit;
using K8tre.Offline.Bindings.Naming;
using K8tre.Offline.Bindings.Schema;

if (args is not [var package, var schemaFile, var conventionsFile, var folder])
{
    Console.Error.WriteLine("usage: K8tre.Offline.Bindings <package> <schema.json> <conventions.json> <output folder>");
    return 2;
}

var schema = PackageSchema.Read(schemaFile);
var conventions = Conventions.Read(conventionsFile);
new SourceFolder(folder).Replace(new PackageEmitter(package, schema, conventions).Emit());
return 0;
