// Put into the bundle wherever `require` is used but not declared.
import {createRequire} from 'node:module';

export const require = createRequire(import.meta.url);
